"""A class made up for the page tests: every status, every kind of note, names that try something."""

from __future__ import annotations

import random
from base64 import b64encode

import cv2
import numpy as np

from stubmeister.grading.results import Diagnosis, ExerciseResult, Note, Result, TestResult

NAMES = [
    *[
        "강민서",
        "고은채",
        "Kim_Jiwoo",
        "김도윤",
        "김서연",
        "남궁하늘",
        "Lee_Hana",
        "문예준",
        "박지호",
        "박하은",
    ],
    *["서지우", "손유진", "송민재", "신아린", "안시우", "양다은", "오준서", "유나래", "윤채원", "이도현"],
    *["이서준", "임수아", "장하율", "정은우", "조예린", "차민규", "최지안", "한결", "홍시현", "황보라"],
]
HOSTILE = [
    '=cmd|"/c calc"!A1',
    "<script>alert(1)</script>",
    "quote\"comma,'",
    "🦜 앵무새",
    "\u202egnp.exe",
    "half\udcff",
]

EXERCISES = {
    "ch01_overview": [
        "LEARNING_TYPE",
        "nearest_neighbour",
        "fit_line",
        "kmeans_step",
        "pca_project",
        "q_update",
    ],
    "ch05_losses": [
        "mae",
        "mse",
        "rmse",
        "mae_gradient",
        "mse_gradient",
        "one_hot",
        "binary_cross_entropy",
        "categorical_cross_entropy",
    ],
}
TITLES = {
    "en": ["Two examples to check by hand.", "The mean over all elements.", "Different shapes are refused."],
    "ko": ["손으로 확인할 수 있는 예 두 개예요.", "모든 원소에 대한 평균이에요.", "모양이 다르면 거절해요."],
}
WRONG = {
    "en": {
        "mse": (
            "root_taken",
            "You took the square root: that is RMSE (slide 5.1.1). MSE is the mean of the squares.",
        ),
        "one_hot": ("columns_and_rows", "Rows and columns are swapped: each label is one row."),
        "categorical_cross_entropy": (
            "binary_terms",
            "You added (1-y)·log(1-ŷ) as slide 5.1.2 prints it. That belongs to binary labels.",
        ),
        "nearest_neighbour": ("farthest", "This is the farthest point: look for the smallest distance."),
    },
    "ko": {
        "mse": (
            "root_taken",
            "제곱근을 취했네요. 그러면 RMSE가 돼요(슬라이드 5.1.1). MSE는 제곱의 평균 그대로예요.",
        ),
        "one_hot": ("columns_and_rows", "행과 열이 바뀌었어요. 레이블 하나가 한 행이에요."),
        "categorical_cross_entropy": (
            "binary_terms",
            "슬라이드 5.1.2에 적힌 대로 (1-y)·log(1-ŷ)를 더했네요. 그 항은 이진 레이블에 쓰는 거예요.",
        ),
        "nearest_neighbour": ("farthest", "가장 먼 점을 골랐어요. 거리가 가장 작은 점을 찾아보세요."),
    },
}
SECRET = "for y_pred = [0.25, 7.5], y_true = [1.0, 2.0] your function gave 4.09, expected 16.7"
OWN_WORDS = "ValueError: my own words about [0.25, 7.5]"


def picture() -> str:
    """A small picture as graders make them."""
    ramp = np.tile(np.linspace(0, 255, 96, dtype=np.uint8), (72, 1))
    four = np.hstack(
        [np.pad(panel, 4, constant_values=255) for panel in (ramp, ramp.T[:72, :72], ramp, 255 - ramp)]
    )
    done, data = cv2.imencode(".png", four)
    assert done
    return "data:image/png;base64," + b64encode(data.tobytes()).decode()


def exercise(chapter: str, name: str, talent: float, dice: random.Random, language: str) -> ExerciseResult:
    ending = dice.choice(["failed"] * 7 + ["error"] * 2 + ["timeout", "crashed"])
    started = dice.random() < 0.25 + talent
    tests = []
    for number, title in enumerate(TITLES[language]):
        passed = started and dice.random() < talent
        status = "passed" if passed else ending if started else "not started"
        told = {"failed": SECRET, "error": OWN_WORDS}.get(status, "")
        tests.append(
            TestResult(
                name=f"test_rule_{number}[0.25]",
                title=title,
                hidden=number > 0,
                points=4 / 3 if passed else 0.0,
                max_points=4 / 3,
                status=status,
                message=told,
                seconds=0.01,
                hint="Subtract first, then square." if number == 1 else "",
                picture=picture() if number == 1 and status == "failed" and name == "fit_line" else "",
                limit="wall" if status == "timeout" else "",
            )
        )
    diagnosis = []
    if name in WRONG[language] and any(test.status == "failed" for test in tests) and dice.random() < 0.8:
        diagnosis = [Diagnosis(*WRONG[language][name])]
    return ExerciseResult.from_tests(chapter, name, 4, tests, diagnosis=diagnosis)


def student(name: str, language: str = "en", talent: float | None = None) -> Result:
    dice = random.Random(ascii(name))
    talent = dice.betavariate(4, 1.6) if talent is None else talent
    exercises = [
        exercise(chapter, each, talent, dice, language)
        for chapter, names in EXERCISES.items()
        for each in names
    ]
    return Result.from_exercises(name, 0, exercises, language=language)


def forbidden(result: Result, language: str) -> Result:
    """The same submission with a ready-made call in its first loss."""
    said = {"en": "Line 12 calls sklearn.metrics.mean_absolute_error: mae is to be written by hand."}
    said["ko"] = "12번째 줄이 sklearn.metrics.mean_absolute_error를 불러요. mae는 직접 작성해야 해요."
    test = TestResult(
        name="test_rule_0",
        title=TITLES[language][0],
        hidden=False,
        points=0,
        max_points=4,
        status="forbidden",
    )
    made = ExerciseResult.from_tests("ch05_losses", "mae", 4, [test], message=said[language])
    exercises = [made if each.name == "mae" else each for each in result.exercises]
    return Result.from_exercises(result.submission, 0, exercises, language=language)


def sample_class(language: str = "en", names: list[str] | None = None) -> list[Result]:
    """Thirty students, or those named."""
    results = [student(name, language) for name in names or NAMES]
    results[2] = forbidden(results[2], language)
    copy = {
        "en": "The name is that of a copy; graded, because there is no other file for this chapter.",
        "ko": "복사본의 이름이에요. 이 장의 다른 파일이 없어서 이 파일을 채점했어요.",
    }[language]
    broken = {
        "en": "Cell 4 cannot be read (line 3: unexpected indent); what it defines counts as missing.",
        "ko": "4번 셀을 읽을 수 없어요(3번째 줄: 들여쓰기 오류). 이 셀에서 정의한 것은 없는 것으로 봤어요.",
    }[language]
    results[5] = Result.from_exercises(
        results[5].submission, 0, results[5].exercises, notes=[Note("ch05_losses (1).ipynb", copy)]
    )
    results[9] = Result.from_exercises(
        results[9].submission,
        0,
        results[9].exercises,
        notes=[Note("ch01_overview.py", broken)],
        status="attention",
    )
    nothing = [
        ExerciseResult.from_tests(chapter, each, 4, [])
        for chapter, names in EXERCISES.items()
        for each in names
    ]
    results[-1] = Result.from_exercises(results[-1].submission, 0, nothing, status="empty")
    return results
