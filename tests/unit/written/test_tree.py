from kalkan.written.tree import one_line, read_tree, shorten, spell, told


def test_scalars__follow_yaml_1_2() -> None:
    text = b"""
i: 012
s: -3
f: 1e3
g: .5
n: -.inf
t: true
e:
z: null
y: yes
time: 12:30:00
q: "3"
h: 0x1F
"""
    value = read_tree(text, "a").value
    assert value == {
        "i": 12,
        "s": -3,
        "f": 1000.0,
        "g": 0.5,
        "n": float("-inf"),
        "t": True,
        "e": None,
        "z": None,
        "y": "yes",
        "time": "12:30:00",
        "q": "3",
        "h": "0x1F",
    }
    assert isinstance(value["i"], int)
    assert isinstance(value["f"], float)


def test_lines__are_those_of_keys_and_entries() -> None:
    tree = read_tree(b"a:\n  - 1\n  -\n    b: 2\nc: {d: 3}\n", "a")
    assert tree.lines == {
        (): 1,
        ("a",): 1,
        ("a", 0): 2,
        ("a", 1): 4,
        ("a", 1, "b"): 4,
        ("c",): 5,
        ("c", "d"): 5,
    }


def test_mark_and_line_ends__of_other_systems_are_read() -> None:
    tree = read_tree(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n", "a")
    assert tree.value == {"a": 1, "b": 2}
    assert tree.lines["b",] == 2


def test_empty__is_nothing() -> None:
    assert read_tree(b"", "a").value is None
    assert read_tree(b"---\n", "a").value is None


def test_words__fit_on_a_line() -> None:
    assert spell(("a", 2, "b\nc", "d" * 90)) == f"a[2].b c.{'d' * 37}..."
    assert shorten("é\u0000\ud800x") == "é x"
    assert one_line(" a \t\n b ") == "a b"
    assert told({"a": 1}) == "a mapping"
    assert told((1, 2)) == "a list"
    assert told(True) == "true"
