package io.tokentally.provider;

/** Why a request is answered in the provider's stead. */
public enum Refusal {
    MALFORMED_REQUEST(400),
    UNKNOWN_KEY(401),
    NOT_ALLOWED(403),
    NO_SUCH_PATH(404),
    REQUEST_TIMEOUT(408),
    TOO_LARGE(413),
    RATE_LIMITED(429),
    HEADERS_TOO_LARGE(431),
    PROVIDER_UNREACHABLE(502),
    UNAVAILABLE(503),
    PROVIDER_TIMEOUT(504);

    private final int httpStatus;

    Refusal(int httpStatus) {
        this.httpStatus = httpStatus;
    }

    public int httpStatus() {
        return httpStatus;
    }
}
