"""Known wrong answers of chapter 3, each with the sentence that helps."""

import base64

import cv2
import numpy as np

from stubmeister.grading import misconception

# --- WHO_DOES ---


@misconception("WHO_DOES")
def analysts_build_models():
    """Slide 3.1 lets analysts find trends and share what they see. Somebody else collects data, makes
    features and builds the first model."""
    return {"first model": "data analyst"}


@misconception("WHO_DOES")
def scientists_make_dashboards():
    """Queries in SQL, BI tools and reports to other teams stand in another part of slide 3.1. No model is
    built here."""
    return {"sales dashboard": "data scientist"}


@misconception("WHO_DOES")
def scientists_move_data():
    """The one who interprets data is not the one who keeps it flowing. Pipelines and storage are
    infrastructure around the data."""
    return {"nightly collection": "data scientist", "moving the archive": "data scientist"}


@misconception("WHO_DOES")
def all_engineers_alike():
    """There are two kinds of engineers on slide 3.1. One works around the data, the other around models; no
    model comes up in these tasks."""
    return {
        "nightly collection": "machine learning engineer",
        "moving the archive": "machine learning engineer",
    }


@misconception("WHO_DOES")
def models_are_data():
    """There are two kinds of engineers on slide 3.1. One works around the data, the other around models:
    this task is about a model."""
    return {"retraining": "data engineer"}


@misconception("WHO_DOES")
def scientists_run_servers():
    """Whoever built the first model hands it over: training it again and serving it day by day is another
    role."""
    return {"retraining": "data scientist"}


@misconception("WHO_DOES")
def every_scientist_invents():
    """There are two kinds of scientists on slide 3.1. One builds models for the organisation's own data;
    new methods are looked for by the other."""
    return {"new architecture": "data scientist"}


@misconception("WHO_DOES")
def serving_is_the_interface():
    """Running the servers behind a model and building what users send their queries to are two roles on
    slide 3.1."""
    return {
        "prediction API": "machine learning engineer",
        "model in a phone app": "machine learning engineer",
    }


@misconception("WHO_DOES")
def interface_is_serving():
    """You took the one who builds what users see for the one who keeps training and serving running."""
    return {"retraining": "machine learning developer"}


# --- clean_records ---


@misconception("clean_records")
def doubles_first(records):
    """You removed doubles first. A blank record then pushes out a good one with the same id: drop those
    without a label first."""
    first = {}
    for record in records:
        first.setdefault(record["id"], record)
    labels = {number: (record.get("label") or "").strip().lower() for number, record in first.items()}
    return [{"id": number, "label": label} for number, label in labels.items() if label]


@misconception("clean_records")
def last_kept(records):
    """You kept the last record of each id. The first one stays."""
    kept = {}
    for record in records:
        label = (record.get("label") or "").strip().lower()
        if label:
            kept[record["id"]] = label
    return [{"id": number, "label": label} for number, label in kept.items()]


@misconception("clean_records")
def doubles_kept(records):
    """Records with the same id are all still there. Keep the first of each."""
    labels = [(record["id"], (record.get("label") or "").strip().lower()) for record in records]
    return [{"id": number, "label": label} for number, label in labels if label]


@misconception("clean_records")
def blanks_kept(records):
    """A label of nothing but white space was kept. Strip first, then look whether anything is left."""
    kept = {}
    for record in records:
        if record.get("label") and record["id"] not in kept:
            kept[record["id"]] = record["label"].strip().lower()
    return [{"id": number, "label": label} for number, label in kept.items()]


@misconception("clean_records")
def not_lowered(records):
    """The labels still have capitals. They are to be in lower case."""
    kept = {}
    for record in records:
        label = (record.get("label") or "").strip()
        if label and record["id"] not in kept:
            kept[record["id"]] = label
    return [{"id": number, "label": label} for number, label in kept.items()]


@misconception("clean_records")
def not_stripped(records):
    """The labels still have white space at their ends. Return the stripped text."""
    kept = {}
    for record in records:
        label = (record.get("label") or "").lower()
        if label.strip() and record["id"] not in kept:
            kept[record["id"]] = label
    return [{"id": number, "label": label} for number, label in kept.items()]


@misconception("clean_records")
def only_spaces_stripped(records):
    """You stripped spaces alone. Tabs and line ends are white space, too: strip() without an argument."""
    kept = {}
    for record in records:
        label = (record.get("label") or "").strip(" ").lower()
        if label and record["id"] not in kept:
            kept[record["id"]] = label
    return [{"id": number, "label": label} for number, label in kept.items()]


@misconception("clean_records")
def other_keys_kept(records):
    """Further keys are still there. Each record has id and label alone."""
    kept = {}
    for record in records:
        label = (record.get("label") or "").strip().lower()
        if label and record["id"] not in kept:
            kept[record["id"]] = {**record, "label": label}
    return list(kept.values())


@misconception("clean_records")
def missing_key_crashes(records):
    """Your function stops where a record has no key label. record.get("label") gives None there."""
    kept = {}
    for record in records:
        label = (record["label"] or "").strip().lower()
        if label and record["id"] not in kept:
            kept[record["id"]] = label
    return [{"id": number, "label": label} for number, label in kept.items()]


@misconception("clean_records")
def none_as_text(records):
    """A label of None became the text "none". None means that the label is missing: drop the record."""
    kept = {}
    for record in records:
        label = str(record.get("label", "")).strip().lower()
        if label and record["id"] not in kept:
            kept[record["id"]] = label
    return [{"id": number, "label": label} for number, label in kept.items()]


@misconception("clean_records")
def changed_in_place(records):
    """The result is right, but you changed the caller's records. Build new dicts."""
    kept = {}
    for record in records:
        record["label"] = (record.get("label") or "").strip().lower()
        record.pop("page", None)
        if record["label"] and record["id"] not in kept:
            kept[record["id"]] = {"id": record["id"], "label": record["label"]}
    return list(kept.values())


@misconception("clean_records")
def same_labels_removed(records):
    """You dropped records whose label was there before. Doubles are told by their id."""
    kept = []
    for record in records:
        label = (record.get("label") or "").strip().lower()
        known = [(each["id"], each["label"]) for each in kept]
        if label and record["id"] not in [i for i, _ in known] and label not in [text for _, text in known]:
            kept.append({"id": record["id"], "label": label})
    return kept


@misconception("clean_records")
def inner_spaces_closed_up(records):
    """You changed white space within a label. Only that at its ends goes."""
    kept = {}
    for record in records:
        label = " ".join((record.get("label") or "").split()).lower()
        if label and record["id"] not in kept:
            kept[record["id"]] = label
    return [{"id": number, "label": label} for number, label in kept.items()]


@misconception("clean_records")
def sorted_by_id(records):
    """You sorted the records. They stay in the order in which they came."""
    kept = {}
    for record in records:
        label = (record.get("label") or "").strip().lower()
        if label and record["id"] not in kept:
            kept[record["id"]] = label
    return [{"id": number, "label": kept[number]} for number in sorted(kept, key=str)]


@misconception("clean_records")
def words_for_nothing_dropped(records):
    """You dropped a label that is the word "none". Only None itself, the empty text and white space say that
    there is no label."""
    kept = {}
    for record in records:
        label = str(record.get("label", "")).strip().lower()
        if label not in ("", "none") and record["id"] not in kept:
            kept[record["id"]] = label
    return [{"id": number, "label": label} for number, label in kept.items()]


@misconception("clean_records")
def ids_compared_as_text(records):
    """You compared ids as text, so the number 1 and the text "1" became one. Compare them as they are."""
    kept = {}
    for record in records:
        label = (record.get("label") or "").strip().lower()
        if label:
            kept.setdefault(str(record["id"]), {"id": record["id"], "label": label})
    return list(kept.values())


# --- label_agreement ---


@misconception("label_agreement")
def share_of_equal_labels(a, b):
    """This is the share of places where they agree. Kappa takes out what chance would give: (p_o - p_e) /
    (1 - p_e)."""
    if len(a) != len(b) or len(a) == 0:
        raise ValueError("a and b")
    return float(np.mean(a == b))


@misconception("label_agreement")
def chance_not_divided_out(a, b):
    """You subtracted what chance gives, but did not divide by 1 - p_e. Full agreement would not be 1
    then."""
    if len(a) != len(b) or len(a) == 0:
        raise ValueError("a and b")
    chance = sum(np.mean(a == label) * np.mean(b == label) for label in np.unique(a))
    return 1.0 if chance == 1 else float(np.mean(a == b) - chance)


@misconception("label_agreement")
def even_chance(a, b):
    """You took 1 by the number of labels for what chance gives. It depends on how often each label was
    used."""
    if len(a) != len(b) or len(a) == 0:
        raise ValueError("a and b")
    chance = 1 / len(np.union1d(a, b))
    return 1.0 if chance == 1 else float((np.mean(a == b) - chance) / (1 - chance))


@misconception("label_agreement")
def pooled_shares(a, b):
    """You put both people's labels together and squared the shares (that is Scott's pi). Cohen's kappa
    multiplies one's share by the other's."""
    if len(a) != len(b) or len(a) == 0:
        raise ValueError("a and b")
    both = np.concatenate([a, b])
    chance = sum(np.mean(both == label) ** 2 for label in np.unique(both))
    return 1.0 if chance == 1 else float((np.mean(a == b) - chance) / (1 - chance))


@misconception("label_agreement")
def first_ones_shares(a, b):
    """You squared the first person's shares. Multiply each by the second person's share of the same
    label."""
    if len(a) != len(b) or len(a) == 0:
        raise ValueError("a and b")
    chance = sum(np.mean(a == label) ** 2 for label in np.unique(a))
    if chance == 1:
        return 1.0 if np.array_equal(a, b) else 0.0
    return float((np.mean(a == b) - chance) / (1 - chance))


@misconception("label_agreement")
def nan_for_one_label(a, b):
    """Where both wrote one and the same label throughout, you divided 0 by 0, which is NaN. Return 1.0
    there."""
    if len(a) != len(b) or len(a) == 0:
        raise ValueError("a and b")
    chance = sum(np.mean(a == label) * np.mean(b == label) for label in np.unique(a))
    with np.errstate(all="ignore"):
        return float(np.float64(np.mean(a == b) - chance) / np.float64(1 - chance))


@misconception("label_agreement")
def zero_for_one_label(a, b):
    """Where both wrote one and the same label throughout, you gave 0. They agree completely: 1.0."""
    if len(a) != len(b) or len(a) == 0:
        raise ValueError("a and b")
    chance = sum(np.mean(a == label) * np.mean(b == label) for label in np.unique(a))
    return 0.0 if chance == 1 else float((np.mean(a == b) - chance) / (1 - chance))


@misconception("label_agreement")
def one_for_single_labels(a, b):
    """You gave 1.0 wherever one of the two, or each, wrote a single label. It must be one and the same
    label by both."""
    if len(a) != len(b) or len(a) == 0:
        raise ValueError("a and b")
    if len(np.unique(a)) == 1 or len(np.unique(b)) == 1:
        return 1.0
    chance = sum(np.mean(a == label) * np.mean(b == label) for label in np.unique(a))
    return float((np.mean(a == b) - chance) / (1 - chance))


@misconception("label_agreement")
def never_below_zero(a, b):
    """You cut kappa off at 0. It is negative where two people agree less than by chance."""
    if len(a) != len(b) or len(a) == 0:
        raise ValueError("a and b")
    chance = sum(np.mean(a == label) * np.mean(b == label) for label in np.unique(a))
    return 1.0 if chance == 1 else max(0.0, float((np.mean(a == b) - chance) / (1 - chance)))


@misconception("label_agreement")
def counts_for_shares(a, b):
    """You multiplied counts where shares are meant. Divide each count by the number of labels."""
    if len(a) != len(b) or len(a) == 0:
        raise ValueError("a and b")
    chance = sum(np.sum(a == label) * np.sum(b == label) for label in np.unique(a))
    return 1.0 if chance == 1 else float((np.mean(a == b) - chance) / (1 - chance))


@misconception("label_agreement")
def cut_to_the_shorter(a, b):
    """Different lengths are not refused: you compared as far as the shorter one goes. Raise ValueError."""
    size = min(len(a), len(b))
    if size == 0:
        raise ValueError("a and b")
    a, b = a[:size], b[:size]
    chance = sum(np.mean(a == label) * np.mean(b == label) for label in np.unique(a))
    return 1.0 if chance == 1 else float((np.mean(a == b) - chance) / (1 - chance))


@misconception("label_agreement")
def nothing_agrees(a, b):
    """Without any labels you gave a number. There is nothing to agree on: raise ValueError."""
    if len(a) != len(b):
        raise ValueError("a and b")
    if len(a) == 0:
        return 1.0
    chance = sum(np.mean(a == label) * np.mean(b == label) for label in np.unique(a))
    return 1.0 if chance == 1 else float((np.mean(a == b) - chance) / (1 - chance))


# --- decode_request ---


@misconception("decode_request")
def not_validated(request):
    """Characters that are not base64's were skipped in silence. Decode with validate=True."""
    if not request.get("image"):
        raise ValueError("image is missing")
    data = base64.b64decode(request["image"])
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if data else None
    if image is None:
        raise ValueError("image is no image")
    return image


@misconception("decode_request")
def white_space_removed(request):
    """You removed white space before decoding. It is outside the alphabet of base64 and must raise
    ValueError."""
    if not request.get("image"):
        raise ValueError("image is missing")
    data = base64.b64decode("".join(request["image"].split()), validate=True)
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    if image is None:
        raise ValueError("image is no image")
    return image


@misconception("decode_request")
def prefix_removed(request):
    """You cut off what stands before a comma, as in data:image/png;base64. The request holds base64 alone;
    anything else must raise ValueError."""
    if not request.get("image"):
        raise ValueError("image is missing")
    data = base64.b64decode(request["image"].split(",")[-1], validate=True)
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if data else None
    if image is None:
        raise ValueError("image is no image")
    return image


@misconception("decode_request")
def key_error(request):
    """Without the key image your function raises KeyError. Look for it first, and raise ValueError."""
    text = request["image"]
    if not text:
        raise ValueError("image is empty")
    data = base64.b64decode(text, validate=True)
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    if image is None:
        raise ValueError("image is no image")
    return image


@misconception("decode_request")
def none_for_no_image(request):
    """For bytes that are no image you returned None, as cv2.imdecode does. Raise ValueError there."""
    if not request.get("image"):
        raise ValueError("image is missing")
    data = base64.b64decode(request["image"], validate=True)
    return cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)


@misconception("decode_request")
def empty_text_forgotten(request):
    """The empty text is good base64 for no bytes at all, and cv2.imdecode stops at it with an error of its
    own. Raise ValueError first."""
    if "image" not in request:
        raise ValueError("image is missing")
    data = base64.b64decode(request["image"], validate=True)
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    if image is None:
        raise ValueError("image is no image")
    return image


@misconception("decode_request")
def read_unchanged(request):
    """You read the file as it is, so gray images have no channels, transparent ones four, and deep ones are
    uint16. Read with cv2.IMREAD_COLOR."""
    if not request.get("image"):
        raise ValueError("image is missing")
    data = base64.b64decode(request["image"], validate=True)
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if image is None:
        raise ValueError("image is no image")
    return image


@misconception("decode_request")
def any_depth(request):
    """A 16-bit file came back as uint16. The result is always uint8: read with cv2.IMREAD_COLOR alone."""
    if not request.get("image"):
        raise ValueError("image is missing")
    data = base64.b64decode(request["image"], validate=True)
    flags = cv2.IMREAD_COLOR | cv2.IMREAD_ANYDEPTH
    image = cv2.imdecode(np.frombuffer(data, np.uint8), flags)
    if image is None:
        raise ValueError("image is no image")
    return image


@misconception("decode_request")
def lower_byte_kept(request):
    """You cut a 16-bit image down with astype, which keeps the lower byte of every number. The upper one
    says how bright it is: cv2.IMREAD_COLOR alone does that for you."""
    if not request.get("image"):
        raise ValueError("image is missing")
    data = base64.b64decode(request["image"], validate=True)
    flags = cv2.IMREAD_COLOR | cv2.IMREAD_ANYDEPTH
    image = cv2.imdecode(np.frombuffer(data, np.uint8), flags)
    if image is None:
        raise ValueError("image is no image")
    return image.astype(np.uint8)


@misconception("decode_request")
def foreign_letters_dropped(request):
    """You dropped letters that are not ASCII before decoding. They are outside the alphabet of base64 and
    must raise ValueError."""
    if not request.get("image"):
        raise ValueError("image is missing")
    data = base64.b64decode(request["image"].encode("ascii", "ignore"), validate=True)
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if data else None
    if image is None:
        raise ValueError("image is no image")
    return image


@misconception("decode_request")
def alphabet_checked_alone(request):
    """You looked at the characters alone. After "=" base64 ends: with more text behind it, it is none.
    validate=True looks at that, too."""
    import re

    text = request.get("image", "")
    if not re.fullmatch("[A-Za-z0-9+/=]+", text):
        raise ValueError("image is no base64")
    data = base64.b64decode(text)
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR) if data else None
    if image is None:
        raise ValueError("image is no image")
    return image


@misconception("decode_request")
def rgb_order(request):
    """Red and blue have changed places. OpenCV's order, BGR, is wanted here."""
    if not request.get("image"):
        raise ValueError("image is missing")
    data = base64.b64decode(request["image"], validate=True)
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    if image is None:
        raise ValueError("image is no image")
    return image[..., ::-1].copy()


@misconception("decode_request")
def gray_for_all(request):
    """You read every image in gray. Colours are to stay."""
    if not request.get("image"):
        raise ValueError("image is missing")
    data = base64.b64decode(request["image"], validate=True)
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    if image is None:
        raise ValueError("image is no image")
    return np.repeat(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)[..., None], 3, axis=2)


@misconception("decode_request")
def bytes_returned(request):
    """You returned the file's bytes. Decode them to an image with cv2.imdecode."""
    if not request.get("image"):
        raise ValueError("image is missing")
    data = base64.b64decode(request["image"], validate=True)
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    if image is None:
        raise ValueError("image is no image")
    return data


@misconception("decode_request")
def length_repaired(request):
    """You filled up text of a wrong length with "=". It is no base64: raise ValueError."""
    if not request.get("image"):
        raise ValueError("image is missing")
    text = request["image"]
    data = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    if image is None:
        raise ValueError("image is no image")
    return image


# --- make_response ---


@misconception("make_response")
def worst_first(probabilities, class_names):
    """Your ranking begins with the least probable class. np.argsort sorts upwards: turn its order round."""
    if len(probabilities) != len(class_names):
        raise ValueError("class_names")
    order = np.argsort(probabilities)
    ranking = [(class_names[i], float(probabilities[i])) for i in order]
    return {"label": ranking[-1][0], "confidence": ranking[-1][1], "ranking": ranking}


@misconception("make_response")
def not_ranked(probabilities, class_names):
    """Your ranking has the classes in their old order. Sort it by probability, the best first."""
    if len(probabilities) != len(class_names):
        raise ValueError("class_names")
    best = int(np.argmax(probabilities))
    ranking = list(zip(class_names, probabilities.tolist(), strict=True))
    return {"label": class_names[best], "confidence": float(probabilities[best]), "ranking": ranking}


@misconception("make_response")
def sorted_by_name(probabilities, class_names):
    """You sorted the ranking by the names. Its order is that of the probabilities."""
    if len(probabilities) != len(class_names):
        raise ValueError("class_names")
    best = int(np.argmax(probabilities))
    ranking = sorted(zip(class_names, probabilities.tolist(), strict=True))
    return {"label": class_names[best], "confidence": float(probabilities[best]), "ranking": ranking}


@misconception("make_response")
def names_left_behind(probabilities, class_names):
    """You sorted the probabilities, but not the names with them. Each name keeps its own probability."""
    if len(probabilities) != len(class_names):
        raise ValueError("class_names")
    ranking = list(zip(class_names, sorted(probabilities.tolist(), reverse=True), strict=True))
    return {"label": ranking[0][0], "confidence": ranking[0][1], "ranking": ranking}


@misconception("make_response")
def index_as_label(probabilities, class_names):
    """Your label is a class's number. Look its name up in class_names."""
    if len(probabilities) != len(class_names):
        raise ValueError("class_names")
    order = np.argsort(-probabilities)
    ranking = [(class_names[i], float(probabilities[i])) for i in order]
    return {"label": int(order[0]), "confidence": ranking[0][1], "ranking": ranking}


@misconception("make_response")
def percent(probabilities, class_names):
    """You gave percent. Leave the probabilities as they are, from 0 to 1."""
    if len(probabilities) != len(class_names):
        raise ValueError("class_names")
    ranking = [(class_names[i], 100 * float(probabilities[i])) for i in np.argsort(-probabilities)]
    return {"label": ranking[0][0], "confidence": ranking[0][1], "ranking": ranking}


@misconception("make_response")
def rounded(probabilities, class_names):
    """You rounded the probabilities. Whoever shows them can do that; the response has them in full."""
    if len(probabilities) != len(class_names):
        raise ValueError("class_names")
    ranking = [(class_names[i], round(float(probabilities[i]), 2)) for i in np.argsort(-probabilities)]
    return {"label": ranking[0][0], "confidence": ranking[0][1], "ranking": ranking}


@misconception("make_response")
def ranking_as_dict(probabilities, class_names):
    """Your ranking is a dict. Asked for is a list of (name, probability) pairs, whose order counts."""
    if len(probabilities) != len(class_names):
        raise ValueError("class_names")
    ranking = {class_names[i]: float(probabilities[i]) for i in np.argsort(-probabilities)}
    label = next(iter(ranking))
    return {"label": label, "confidence": ranking[label], "ranking": ranking}


@misconception("make_response")
def probability_first(probabilities, class_names):
    """The pairs of your ranking are the wrong way round: the name comes first, then the probability."""
    if len(probabilities) != len(class_names):
        raise ValueError("class_names")
    ranking = [(float(probabilities[i]), class_names[i]) for i in np.argsort(-probabilities)]
    return {"label": ranking[0][1], "confidence": ranking[0][0], "ranking": ranking}


@misconception("make_response")
def three_best(probabilities, class_names):
    """Your ranking ends after three classes. All of them belong in it."""
    if len(probabilities) != len(class_names):
        raise ValueError("class_names")
    ranking = [(class_names[i], float(probabilities[i])) for i in np.argsort(-probabilities)[:3]]
    return {"label": ranking[0][0], "confidence": ranking[0][1], "ranking": ranking}


@misconception("make_response")
def impossible_left_out(probabilities, class_names):
    """Classes of probability 0 are missing from your ranking. All classes belong in it."""
    if len(probabilities) != len(class_names):
        raise ValueError("class_names")
    ranking = [(class_names[i], float(probabilities[i])) for i in np.argsort(-probabilities)]
    ranking = [pair for pair in ranking if pair[1] > 0]
    return {"label": ranking[0][0], "confidence": ranking[0][1], "ranking": ranking}


@misconception("make_response")
def names_in_lower_case(probabilities, class_names):
    """You changed the names to lower case. Give them as they stand in class_names."""
    if len(probabilities) != len(class_names):
        raise ValueError("class_names")
    ranking = [(class_names[i].lower(), float(probabilities[i])) for i in np.argsort(-probabilities)]
    return {"label": ranking[0][0], "confidence": ranking[0][1], "ranking": ranking}


@misconception("make_response")
def lengths_not_compared(probabilities, class_names):
    """Different lengths are not refused: zip stops at the shorter one without a word. Compare them, and
    raise ValueError."""
    pairs = list(zip(class_names, probabilities.tolist(), strict=False))
    ranking = sorted(pairs, key=lambda pair: -pair[1])
    best = ranking[0] if ranking else ("", 0.0)
    return {"label": best[0], "confidence": best[1], "ranking": ranking}


@misconception("make_response")
def names_changed_in_place(probabilities, class_names):
    """The response is right, but you sorted the caller's list of names. Make a new one with sorted()."""
    if len(probabilities) != len(class_names):
        raise ValueError("class_names")
    p = dict(zip(class_names, probabilities.tolist(), strict=True))
    class_names.sort(key=lambda name: -p[name])
    ranking = [(name, p[name]) for name in class_names]
    return {"label": ranking[0][0], "confidence": ranking[0][1], "ranking": ranking}
