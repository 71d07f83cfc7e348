package io.tokentally.adapter.gateway;

import io.tokentally.application.port.out.provider.Refusal;
import io.tokentally.domain.metering.Provider;

/** A request that is answered in the provider's stead. The message is for whoever made it. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Refusal refusal;
    private final int retryAfterSeconds;

    Refused(Refusal refusal, String message) {
        this(refusal, message, 0);
    }

    /** @param retryAfterSeconds when it may be worth another try; 0 if that is not known */
    Refused(Refusal refusal, String message, int retryAfterSeconds) {
        super(message, null, false, false);
        this.refusal = refusal;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** @param why what the provider did, or what became of it */
    static Refused unreachable(Provider provider, String why) {
        return new Refused(Refusal.PROVIDER_UNREACHABLE, "%s %s.".formatted(provider, why));
    }

    static Refused providerTooLate(Provider provider) {
        return new Refused(Refusal.PROVIDER_TIMEOUT, provider + " did not answer in time.");
    }

    static Refused bodyTooLate() {
        return new Refused(
                Refusal.REQUEST_TIMEOUT, "The body of the request did not come in time, or comes too slowly.");
    }

    static Refused noMemory() {
        return new Refused(Refusal.UNAVAILABLE, "The gateway has no memory for more at the moment. Try again.", 1);
    }

    static Refused stopping() {
        return new Refused(Refusal.UNAVAILABLE, "The gateway stops. Try again.", 1);
    }

    Refusal refusal() {
        return refusal;
    }

    int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
