package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/backoffice-sdk/backoffice"
	"github.com/backoffice-sdk/backoffice/examples/link-orders/links"
	"golang.org/x/time/rate"
)

var (
	errInterrupted = errors.New("interrupted")
	errRefused     = errors.New("some links were refused")
	errNoNATS      = errors.New("NATS_URL is not set; \"jetstream-worker serve\" starts a server on this machine")
)

// connect opens the queue that the environment names.
func (p *program) connect(ctx context.Context) (*queue, error) {
	addresses := p.getenv("NATS_URL")
	if addresses == "" {
		return nil, usageError{errNoNATS}
	}
	return connect(ctx, addresses, p.getenv("NATS_CREDS"), p.replicas)
}

// publish is the command of that name.
func (p *program) publish(ctx context.Context) error {
	all, err := links.Load(p.file, p.in)
	if err != nil {
		return usageError{err}
	}
	q, err := p.connect(ctx)
	if err != nil {
		return err
	}
	return errors.Join(q.publish(ctx, all, p.err), q.close())
}

// work is the command of that name.
func (p *program) work(ctx context.Context) error {
	oms, err := p.oms()
	if err != nil {
		return err
	}
	defer oms.Close()
	if oms.Test != nil {
		return usageError{errors.New("DECK_URL is not set; only run and serve start a test server")}
	}
	q, err := p.connect(ctx)
	if err != nil {
		return err
	}
	w, err := p.newWorker(ctx, q, oms)
	if err != nil {
		return errors.Join(err, q.close())
	}
	p.log.Info("working", "nats", q.conn.ConnectedUrlRedacted(), "oms", oms.Name)
	return errors.Join(w.run(ctx), q.close())
}

func (p *program) oms() (*links.OMS, error) {
	options := []backoffice.Option{backoffice.WithUserAgent("jetstream-worker (backoffice-go)")}
	if p.rate > 0 {
		options = append(options, backoffice.WithRateLimit(rate.NewLimiter(rate.Limit(p.rate), 1)))
	}
	oms, err := links.Connect(p.getenv, options...)
	if err != nil {
		return nil, usageError{err}
	}
	return oms, nil
}

func (p *program) newWorker(ctx context.Context, q *queue, oms *links.OMS) (*worker, error) {
	consumer, err := q.consumer(ctx, p.ackWait)
	if err != nil {
		return nil, fmt.Errorf("can't open the queue: %w", err)
	}
	return &worker{
		client: oms.Client, queue: q, consumer: consumer, log: p.log,
		parallel: p.parallel, backoff: p.backoff, untilEmpty: p.untilEmpty,
	}, nil
}

// printDead is the command dead.
func (p *program) printDead(ctx context.Context) error {
	q, err := p.connect(ctx)
	if err != nil {
		return err
	}
	return errors.Join(q.printLetters(ctx, p.out, p.remove), q.close())
}

// serve is the command of that name.
func (p *program) serve(ctx context.Context) error {
	oms, err := p.oms()
	if err != nil {
		return err
	}
	defer oms.Close()
	nats, err := embed(p.store, p.port)
	if err != nil {
		return err
	}
	defer nats.close()
	fmt.Fprintf(p.out, "export NATS_URL=%s\n", nats.ClientURL())
	if t := oms.Test; t != nil {
		// The key is made up anew for each test server, and opens nothing else.
		fmt.Fprintf(p.out, "export DECK_URL=%s DECK_SITE_CODE=%s DECK_API_KEY='%s'\n", t.DECKURL(), t.DECKSiteCode(), t.DECKAPIKey())
	}
	fmt.Fprintln(p.err, "Give these lines to the other terminals. Ctrl-C stops the servers.")
	<-ctx.Done()
	return nil
}

// runAll is the command run.
func (p *program) runAll(ctx context.Context) error {
	oms, err := p.oms()
	if err != nil {
		return err
	}
	defer oms.Close()
	if oms.Test != nil {
		fmt.Fprintf(p.err, "No DECK_URL is set, so this runs against %s.\n", oms.Name)
	}
	if p.getenv("NATS_URL") != "" {
		fmt.Fprintln(p.err, "NATS_URL is not used: this command has a queue of its own; publish and work use it.")
	}
	all, err := p.read(oms)
	if err != nil {
		return usageError{err}
	}
	nats, err := embed("", -1)
	if err != nil {
		return err
	}
	defer nats.close()
	q, err := connect(ctx, nats.ClientURL(), "", p.replicas)
	if err != nil {
		return err
	}
	return errors.Join(p.publishAndWork(ctx, q, oms, all), q.close())
}

func (p *program) read(oms *links.OMS) ([]links.Link, error) {
	if p.file == "" && oms.Test != nil {
		return links.Read(links.Sample())
	}
	return links.Load(p.file, p.in)
}

func (p *program) publishAndWork(ctx context.Context, q *queue, oms *links.OMS, all []links.Link) error {
	if err := q.publish(ctx, all, p.err); err != nil {
		return err
	}
	w, err := p.newWorker(ctx, q, oms)
	if err != nil {
		return err
	}
	w.untilEmpty = true
	err = w.run(ctx)
	if err == nil && ctx.Err() != nil {
		left := len(all) - int(w.made.linked.Load()+w.made.queued.Load()+w.made.dead.Load())
		err = fmt.Errorf("%w; %d links are left", errInterrupted, left)
	}
	// The embedded server takes its dead letters with it, so they are told even
	// when the program was stopped.
	return errors.Join(err, p.tellDead(context.WithoutCancel(ctx), q, w))
}

func (p *program) tellDead(ctx context.Context, q *queue, w *worker) error {
	if w.made.dead.Load() == 0 {
		return nil
	}
	return errors.Join(q.printLetters(ctx, p.out, false), errRefused)
}
