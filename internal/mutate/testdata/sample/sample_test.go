package sample

import "testing"

func TestGrade(t *testing.T) {
	for points, want := range map[int]int{-1: 0, 0: 6, 40: 4, 100: 1, 101: 0} {
		if got, _ := Grade(points); got != want {
			t.Errorf("%d points are %d, not %d", points, got, want)
		}
	}
}

func TestIsPass(t *testing.T) {
	for grade, want := range map[int]bool{1: true, 4: true, 5: false} {
		if IsPass(grade) != want {
			t.Errorf("%d: not %t", grade, want)
		}
	}
}
