# Turns data/common-passwords.txt into the strings that src/auth/password.c includes. They must be sorted.
NR == 1 { next }
{
    if (($0 "") <= (before "")) {
        print FILENAME ":" FNR ": not sorted" > "/dev/stderr"
        exit 1
    }
    before = $0
    gsub(/["\\]/, "\\\\&")
    printf "\"%s\",\n", $0
}
