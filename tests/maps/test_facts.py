"""What is known of features while a draft is edited: it changes how soon the findings are there, never the findings."""

import random
from dataclasses import replace

import pytest

from maps.codec import decode_draft, encode_draft
from maps.facts import FactBook
from maps.publish import examine
from maps.rereading import Rereader
from tests.maps.edits.wishes import hospital_draft, random_edits
from tests.maps.edits.wishes import state as content_of

EDITS = 25


@pytest.mark.parametrize("seed", range(4))
def test_findings_after_each_edit_are_those_of_an_examination_that_knows_nothing(seed):
    reader, book = Rereader(), FactBook()
    for _, after in random_edits(random.Random(seed), hospital_draft(), EDITS, "new"):
        draft = reader.read(encode_draft(after))
        book = FactBook(book)
        inferred, findings = examine(draft, book)
        book.keep_only((*draft.features, *inferred.features))
        plain_inferred, plain_findings = examine(decode_draft(encode_draft(after)))
        assert findings == plain_findings
        assert content_of(inferred) == content_of(plain_inferred)


@pytest.mark.parametrize("seed", range(4))
def test_a_draft_that_is_read_again_holds_what_its_bytes_say(seed):
    reader = Rereader()
    for _, after in random_edits(random.Random(seed), hospital_draft(), EDITS, "new"):
        data = encode_draft(after)
        assert encode_draft(reader.read(data)) == data == encode_draft(decode_draft(data))


def test_features_that_nobody_edited_are_the_same_objects_in_the_next_draft():
    reader, draft = Rereader(), hospital_draft()
    before = reader.read(encode_draft(draft))
    changed = replace(draft.features[3], properties={**draft.features[3].properties, "labels": {"en": "New"}})
    after = reader.read(encode_draft(replace(draft, features=(*draft.features[:3], changed, *draft.features[4:]))))
    shared = {id(each) for each in before.features} & {id(each) for each in after.features}
    assert len(shared) == len(draft.features) - 1


def test_a_feature_that_is_in_a_draft_twice_is_two_objects_however_often_it_is_read():
    reader, draft = Rereader(), hospital_draft()
    twice = encode_draft(replace(draft, features=(*draft.features, draft.features[-1])))
    for _ in range(3):
        features = reader.read(twice).features
        assert len({id(each) for each in features}) == len(features)


def test_what_is_no_longer_in_the_draft_is_forgotten():
    draft = hospital_draft()
    book = FactBook()
    gone = book.of(draft.features[0])
    book.keep_only(draft.features[1:])
    assert book.of(draft.features[0]) is not gone
