from benchmarks.page import main

main()
