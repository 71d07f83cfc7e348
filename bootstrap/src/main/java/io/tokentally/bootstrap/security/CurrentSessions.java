package io.tokentally.bootstrap.security;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.tokentally.application.service.access.SignInService;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.ViewerToken;
import java.time.Duration;
import java.util.Optional;

/**
 * What holds of each session now. A page asks many times in a row, so an answer counts for half a second: whatever changes a
 * person's rights is honoured within that time.
 */
final class CurrentSessions {

    private static final Duration ANSWER_COUNTS_FOR = Duration.ofMillis(500);
    private static final Duration ACTIVITY_NOTED_EVERY = Duration.ofSeconds(30);
    private static final int MAX_SESSIONS = 20_000;

    private final SignInService signIn;
    private final LoadingCache<ViewerToken, Optional<Session>> known;
    private final LoadingCache<ViewerToken, Boolean> activity;

    CurrentSessions(SignInService signIn) {
        this.signIn = signIn;
        this.known = Caffeine.newBuilder()
                .expireAfterWrite(ANSWER_COUNTS_FOR)
                .maximumSize(MAX_SESSIONS)
                .build(signIn::find);
        this.activity = Caffeine.newBuilder()
                .expireAfterWrite(ACTIVITY_NOTED_EVERY)
                .maximumSize(MAX_SESSIONS)
                .build(token -> {
                    signIn.noteActivity(token);
                    return true;
                });
    }

    /** Empty if the session has ended. */
    Optional<Session> find(ViewerToken token) {
        return known.get(token);
    }

    /** The session has changed: what was known of it does not count any more. */
    void forget(ViewerToken token) {
        known.invalidate(token);
    }

    /** The person did something; it is written down twice a minute at most. */
    void noteActivity(ViewerToken token) {
        var unused = activity.get(token);
    }

    void end(ViewerToken token) {
        signIn.end(token);
        forget(token);
    }
}
