package io.tokentally.adapter.gateway.call;

/** What can happen to a call. */
enum CallEvent {

    /** More of the request's body has come. */
    BODY_ARRIVED,

    /** The request's body is there as a whole. */
    BODY_WHOLE,

    /** The request can be sent, if its key may. */
    PREPARED,

    /** The request could not be read, by the gateway's own fault. */
    PREPARING_FAILED,

    /** The key may do so, and budgets let it out. */
    ALLOWED,

    /** The key may not do so, or budgets do not let it out. */
    FORBIDDEN,

    /** There is a connection to send it on. */
    CONNECTED,

    /** The provider cannot be reached. */
    NOT_CONNECTED,

    /** There are as many connections to the provider as there may be. */
    NO_CONNECTION_FREE,

    /** The provider takes more of the request. */
    UPSTREAM_WRITABLE,

    /** The connection had gone stale in the pool, and the request is sent once more. */
    CONNECTION_STALE,

    /** The headers of the response have come. */
    RESPONSE_BEGAN,

    /** What came is no HTTP. */
    RESPONSE_UNREADABLE,

    /** A piece of the response has come. */
    RESPONSE_ARRIVED,

    /** The response has said all it had to say, though its body may go on. */
    RESPONSE_COMPLETE,

    /** The body of the response is at its end. */
    RESPONSE_ENDED,

    /** The provider hung up, or what it sent as a whole is none. */
    BROKE_OFF,

    /** The response could not be read or passed on, by the gateway's own fault. */
    READING_FAILED,

    /** The provider took too long. */
    TIMED_OUT,

    /** Whoever hears a provider out for a caller who is gone has heard enough, or may not begin. */
    DRAIN_SPENT,

    /** The request is too much, too slow or malformed. */
    REQUEST_REFUSED,

    /** A buffer was refused. */
    NO_MEMORY,

    /** The caller has hung up. */
    CALLER_LEFT,

    /** The gateway stops and cannot wait. */
    STOPPED,

    /** The record is kept. */
    RECORD_KEPT,

    /** The record is lost. */
    RECORD_LOST
}
