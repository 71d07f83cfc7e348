package io.tokentally.provider;

/**
 * The head of a request, without the caller's keys.
 *
 * @param method in capitals
 * @param path without the query and spelt plainly, for instance {@code /v1/chat/completions}
 * @param query as it was sent, with its question mark; empty if there is none
 * @param host that the request goes to, without the port; some providers sell regions by it
 */
public record RequestHead(String method, String path, String query, String host, HeaderFields headers) {

    /** Without query and headers. */
    public static RequestHead of(String method, String path, String host) {
        return new RequestHead(method, path, "", host, HeaderFields.NONE);
    }

    /** Names the operation; a query or a header may hold what nobody should read. */
    @Override
    public String toString() {
        return "RequestHead[" + method + " " + path + "]";
    }
}
