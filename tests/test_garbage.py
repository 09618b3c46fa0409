"""How often Python looks for garbage is changed for a while, and then as it was."""

import gc

from generator.garbage import looked_for_seldom, not_looked_for, set_apart


def test_it_is_looked_for_seldom_for_a_while() -> None:
    before, frozen = gc.get_threshold(), gc.get_freeze_count()
    with looked_for_seldom():
        assert gc.get_threshold() > before
        assert gc.isenabled()
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == frozen


def test_it_is_not_looked_for_for_a_while() -> None:
    with not_looked_for():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_who_does_not_look_for_it_need_not_begin() -> None:
    gc.disable()
    try:
        with not_looked_for():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_is_set_apart_stays_so() -> None:
    """What is set apart is no longer among the objects that are looked through."""
    own: list[object] = []
    assert any(one is own for one in gc.get_objects())
    set_apart()
    try:
        with not_looked_for():
            pass
        assert not any(one is own for one in gc.get_objects())
    finally:
        gc.unfreeze()
