# Lines of results as rows of a table. The values hold no escaped quotes but those of names.
function value(key,    at, rest) {
    at = index($0, "\"" key "\":")
    if (!at)
        return ""
    rest = substr($0, at + length(key) + 3)
    if (substr(rest, 1, 1) == "\"") {
        rest = substr(rest, 2)
        return substr(rest, 1, index(rest, "\"") - 1)
    }
    match(rest, /^[^,}]*/)
    rest = substr(rest, 1, RLENGTH)
    return rest == "null" ? "" : rest
}
{
    opponent = value("opponent")
    if (opponent != "" && value("opponent_version") != "")
        opponent = opponent " (" value("opponent_version") ")"
    theirs = value("theirs")
    reached = value("reached")
    printf "| %s | %s | %s %s | %s | %s | %s | %s | %s |\n", value("id"), value("what"), value("ours"), value("unit"), \
        opponent, theirs == "" ? "" : theirs " " value("unit"), value("ratio"), value("target"), \
        reached == "true" ? "yes" : reached == "false" ? "**no**" : ""
}
