package main

import (
	"errors"
	"net"
	"os"
	"strconv"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// embedded is a NATS server in this process.
type embedded struct {
	*server.Server
	scratch string // a folder that goes when the server does
}

// embed starts a NATS server that listens on a loopback port, -1 for a free one,
// and keeps its streams in a folder, "" for a temporary one.
func embed(folder string, port int) (*embedded, error) {
	if err := checkPort(port); err != nil {
		return nil, err
	}
	e := &embedded{}
	if folder == "" {
		var err error
		if folder, err = os.MkdirTemp("", "jetstream-worker"); err != nil {
			return nil, err
		}
		e.scratch = folder
	}
	s, err := server.NewServer(&server.Options{
		ServerName: "jetstream-worker",
		Host:       "127.0.0.1",
		Port:       port,
		JetStream:  true,
		StoreDir:   folder,
		// There is no second server to hold a copy, so what was acknowledged
		// must be on disk.
		SyncAlways: true,
		NoLog:      true,
		NoSigs:     true,
	})
	if err != nil {
		e.removeScratch()
		return nil, err
	}
	e.Server = s
	e.Start()
	if !e.ReadyForConnections(10 * time.Second) {
		e.close()
		return nil, errors.New("the NATS server does not start")
	}
	return e, nil
}

// checkPort tells why a port can't be listened on, which the server keeps to
// itself.
func checkPort(port int) error {
	listener, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(max(port, 0))))
	if err != nil {
		return err
	}
	return listener.Close()
}

// close stops the server.
func (e *embedded) close() {
	e.Shutdown()
	e.WaitForShutdown()
	e.removeScratch()
}

func (e *embedded) removeScratch() {
	if e.scratch != "" {
		_ = os.RemoveAll(e.scratch) // it lies in the system's folder for such things
	}
}
