from benchmarks.maps import main

main()
