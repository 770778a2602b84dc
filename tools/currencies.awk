# Turns data/currencies.tsv into the rows that src/value/currency.c includes.
BEGIN { FS = "\t" }
/^#/ { next }
NF != 5 || $1 !~ /^[A-Z][A-Z][A-Z]$/ || $2 !~ /^[0-9]+$/ || $3 !~ /^[0-9]$/ {
    print FILENAME ":" FNR ": not code, numeric, digits, withdrawn, name" > "/dev/stderr"
    exit 1
}
{
    gsub(/["\\]/, "\\\\&", $5)
    printf "ROW(%d, '%s', '%s', '%s', %d, %d, \"%s\", \"%s\")\n", ++n, substr($1, 1, 1), substr($1, 2, 1),
        substr($1, 3, 1), $2, $3, $4, $5
}
