# A text file as lines of C string literals, for #include inside an initialiser.
{
    gsub(/\\/, "\\\\")
    gsub(/"/, "\\\"")
    print "\"" $0 "\\n\""
}
