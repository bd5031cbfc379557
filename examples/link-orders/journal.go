package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"sync"

	"github.com/backoffice-sdk/backoffice/examples/link-orders/links"
)

// history is what the journal tells of each order. The last entry counts.
type history map[string]entry

// of returns what is known of a link. An entry of the same order with another
// customer tells nothing: it was another wish.
func (h history) of(link links.Link) entry {
	if e := h[link.Order]; e.Customer == link.Customer && e.Outcome != "" {
		return e
	}
	return newEntry(link, undone, "")
}

// journal keeps what became of the links on disk, so that a run that was killed
// can go on. Each entry is on disk before the next thing happens.
type journal struct {
	mu   sync.Mutex
	file *os.File
}

// heading is the first line of a journal.
type heading struct {
	Journal string `json:"journal"`
	OMS     string `json:"oms"`
}

const journalFormat = "link-orders 1"

// openJournal opens or begins the journal of an OMS.
func openJournal(path, oms string) (*journal, history, error) {
	known, err := readJournal(path, oms)
	if err != nil {
		return nil, nil, err
	}
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, nil, err
	}
	j := &journal{file: file}
	if err := j.begin(oms); err != nil {
		return nil, nil, errors.Join(err, file.Close())
	}
	return j, known, nil
}

// readJournal reads the journal of an OMS. None is an empty one.
//
// A line that can't be read was cut off by a crash. It is passed over: the
// worst that follows is that a link is made once more, which changes nothing.
func readJournal(path, oms string) (history, error) {
	known := history{}
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return known, nil
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	if !lines.Scan() {
		return known, lines.Err()
	}
	if err := checkHeading(lines.Bytes(), oms); err != nil {
		return nil, fmt.Errorf("%s %w", path, err)
	}
	for lines.Scan() {
		var e entry
		if json.Unmarshal(lines.Bytes(), &e) == nil {
			known[e.Order] = e
		}
	}
	return known, lines.Err()
}

func checkHeading(line []byte, oms string) error {
	var h heading
	if err := json.Unmarshal(line, &h); err != nil || h.Journal != journalFormat {
		return errors.New("is no journal of this program")
	}
	if h.OMS != oms {
		return fmt.Errorf("is the journal of another OMS: %s", h.OMS)
	}
	return nil
}

// begin writes the heading of a new journal, and ends a line that was cut off.
func (j *journal) begin(oms string) error {
	end, err := j.file.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	if end == 0 {
		return j.write(heading{Journal: journalFormat, OMS: oms})
	}
	last := make([]byte, 1)
	if _, err := j.file.ReadAt(last, end-1); err != nil || last[0] == '\n' {
		return err
	}
	_, err = j.file.WriteString("\n")
	return err
}

// record puts an entry on disk.
func (j *journal) record(e entry) error { return j.write(e) }

func (j *journal) write(value any) error {
	line, err := json.Marshal(value)
	if err != nil {
		return err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if _, err := j.file.Write(append(line, '\n')); err != nil {
		return err
	}
	return j.file.Sync()
}

func (j *journal) close() error { return j.file.Close() }
