docker build -q -t lab-a --label a=1 --label b=2 --label c=3 --label d=4 --label e=5 --label f=6 . >/dev/null 2>&1
