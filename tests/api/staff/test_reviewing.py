"""Whoever may see a draft may comment on it, in their own name."""

from api.staff.person import Role

COMMENTS = "/v1/venues/small-hospital/review/comments"


def test_a_viewer_comments_in_their_own_name_whatever_they_write(employ):
    browser = employ("somebody", Role.VIEWER)
    answer = browser.ask("POST", COMMENTS, json={"words": "Good.", "by": "Anybody Else"})
    assert answer.status_code == 201
    assert answer.json["by"] == "Somebody"
