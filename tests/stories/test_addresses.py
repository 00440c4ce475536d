from solidary.stories.addresses import ALPHABET, LENGTH, is_address, new_address


def test_an_address_says_nothing_and_spells_nothing() -> None:
    addresses = {new_address() for _ in range(5000)}
    assert len(addresses) == 5000
    assert all(len(address) == LENGTH for address in addresses)
    assert not set("aeiou") & set("".join(addresses))


def test_what_could_not_be_an_address_is_told_apart() -> None:
    assert is_address(new_address())
    assert not is_address("solidarity")
    assert not is_address(ALPHABET[:8])
    assert not is_address("../../etc")
