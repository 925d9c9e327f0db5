docker build -q -t lab-n . >/dev/null 2>&1
