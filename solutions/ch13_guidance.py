# %% [markdown] tags=["ko"] points=5
# # 13장 · 딥러닝 업무를 위한 학생 지도 방안 (슬라이드 13)
#
# 마지막 장에는 코드가 없습니다. 슬라이드 13은 딥러닝 분야에서 일하고 싶어 하는 학생을 어떻게 이끌어야 하는지
# 묻습니다. 지금까지 배운 것을 바탕으로 한 학생을 위한 1년 계획을 세워 봅니다. 그 학생은 여러분 자신이어도
# 됩니다.

# %% [markdown] tags=["en"] points=5
# # Chapter 13 · Guiding a student towards deep learning (slide 13)
#
# The last chapter has no code. Slide 13 asks how to guide students who want to work in deep learning. Use
# what you have learned and plan a year for one student. That student may be you.

# %% [markdown] tags=["ko"] exercise="COACHING_PLAN"
# ## `COACHING_PLAN` · 한 학생을 위한 1년 계획 (슬라이드 13)
#
# 딥러닝 분야에서 일하고 싶어 하는 학생 **한 명**을 위해 1년 계획을 쓰세요. 실제 인물의 이름이나 개인정보는
# 적지 말고 "고등학교 2학년, 파이썬을 조금 안다"처럼 출발점만 적으면 됩니다. 400자에서 1000자 정도면
# 충분합니다.
#
# 선생님이 직접 채점합니다. 아래 한 줄이 1점입니다.
#
# 1. 현업의 일: 목표로 하는 직무가 실제로 무슨 일을 하는지, 힘든 점까지 구체적으로 설명한다.
# 2. 사람들의 길: 그 일을 하는 사람들이 왜, 어떻게 그 일을 하게 되었는지 알아볼 방법을 정한다.
# 3. 앞으로의 변화: 그 일이 어떻게 달라질지 내다보고, 계획의 방향을 거기에 맞춘다.
# 4. 배움과 경험: 경쟁력을 갖추는 데 필요한 공부와 경험을 고르고, 왜 필요한지 말한다.
# 5. 1년: 단계를 시기별로 셋 이상 나누고, 단계마다 눈으로 확인할 수 있는 결과를 정한다.
#
# 답은 따옴표 세 개 사이에 쓰면 여러 줄로 쓸 수 있습니다: `COACHING_PLAN = """..."""`

# %% [markdown] tags=["en"] exercise="COACHING_PLAN"
# ## `COACHING_PLAN` · a year for one student (slide 13)
#
# Write a plan of one year for **one** student who wants to work in deep learning. Give no names and nothing
# private of real people; a starting point such as "second year of high school, knows a little Python" is
# enough. 200 to 500 words will do.
#
# Your teacher grades this; each line is a point.
#
# 1. The work: explains concretely what people in the chosen job do all day, its hard parts included.
# 2. The people: says how to find out why and how people came to do this work.
# 3. The change: says how the work will be different in the future, and follows it in the plan's direction.
# 4. Learning and experience: chooses what it takes to be good at the job, and says why.
# 5. The year: has at least three steps, each with its time and a result that can be seen.
#
# Between three quotation marks a text may have several lines: `COACHING_PLAN = """..."""`

# %% exercise="COACHING_PLAN" slide="13" level=3 minutes=60
### BEGIN SOLUTION
COACHING_PLAN = """
출발점: 고등학교 2학년, 파이썬 반복문과 함수까지 안다. 목표는 모델 설계 및 학습 업무다.
현업의 일: 자료를 분석해 신경망을 고르고, 전처리와 학습을 최적화하고, 결과를 보고한다. 시간의 대부분은 모델이
아니라 자료를 고치고 실험을 되풀이하는 데 쓰이며, 배포를 위한 최적화까지 맡아야 해서 힘들다.
사람들의 길: 4월까지 현업 두 명을 온라인으로 만나 왜 이 일을 시작했고 무엇을 먼저 배웠는지 같은 질문 다섯
개를 한다.
앞으로의 변화: 정답 없이 미리 배운 큰 모델을 가져다 쓰는 일이 늘어난다. 그래서 처음부터 만들기보다 고쳐 쓰고
검증하는 힘을 기른다.
배움과 경험: 행렬과 미분(모델이 왜 배우는지 알기 위해), NumPy와 PyTorch, 자료를 나누고 오류를 살피는 습관,
영어 문서 읽기.
1년: 3-5월 NumPy로 손실 함수를 직접 만들어 채점을 통과한다. 6-8월 MNIST를 97 % 넘게 학습하고 틀린 숫자를 모아
설명한다. 9-11월 학교 분리수거 사진 600장을 직접 모아 미리 배운 모델을 고쳐 학습한다. 12-2월 결과와 실패를
정리해 친구들 앞에서 발표하고 코드를 공개한다.

Start: second year of high school, knows loops and functions. Aim: designing and training models.
The work: choose a network for the data, prepare the data, tune the training, report what came out. Most of
the time goes into data and repeated experiments, and making the model fast enough is part of the job; that
is hard.
The people: by April, ask two people of the trade the same five questions, why they began and what they
learned first.
The change: more and more, large models that have learned beforehand are adapted. So the plan trains adapting
and checking rather than building from nothing.
Learning and experience: matrices and derivatives, to see why models learn; NumPy and PyTorch; splitting data
and looking at errors; reading English.
The year: March to May, write the losses in NumPy until they pass. June to August, train MNIST beyond 97 %
and explain the digits that are still wrong. September to November, take 600 photographs of the school's
waste sorting and adapt a model to them. December to February, show the results and the failures to the class
and publish the code.
"""
### END SOLUTION
