package io.tokentally.simulator;

/**
 * What the simulator remembers of a request: never its contents.
 *
 * @param method the HTTP method
 * @param path the path without the query
 * @param status the HTTP status answered, or 0 if the connection closed before an answer
 * @param streamed whether the answer was a stream of events
 */
public record RecordedRequest(String method, String path, int status, boolean streamed) {}
