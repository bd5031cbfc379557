// Package manex speaks the dialect that the ManEx packages share: the API key
// as a path segment, the envelope around every answer, and its error texts.
package manex
