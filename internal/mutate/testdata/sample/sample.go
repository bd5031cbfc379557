// Package sample has what the mutations of the tool are shown on. Its tests
// leave some of them alive.
package sample

// Grade has a condition, a comparison, numbers and a statement that can go.
func Grade(points int) (grade int, log []string) {
	if points < 0 || points > 100 {
		return 0, nil
	}
	grade = 6 - points/20
	log = append(log, "graded")
	return grade, log
}

// IsPass has a result that is a condition.
func IsPass(grade int) bool { return grade > 0 && grade <= 4 }

// Untested is reached by no test.
func Untested() bool { return true }
