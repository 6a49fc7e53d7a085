import { quietLibraries } from '../../../src/gateway/log.ts'

// The libraries print what a test has provoked.
quietLibraries(() => undefined)
