package io.tokentally.adapter.session;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.tokentally.application.port.in.access.FollowSessionUseCase;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.SessionLimit;
import io.tokentally.domain.access.ViewerToken;
import java.time.Duration;
import java.util.Optional;

/**
 * What holds of each session now. A page asks many times in a row, so an answer counts for half a second: whatever changes a
 * person's rights is honoured within that time. That something is still to be done is not remembered: once it is done, the next
 * page must open.
 */
public final class CurrentSessions {

    private static final Duration ANSWER_COUNTS_FOR = Duration.ofMillis(500);
    private static final Duration ACTIVITY_NOTED_EVERY = Duration.ofSeconds(30);
    private static final int MAX_SESSIONS = 20_000;

    private final FollowSessionUseCase sessions;
    private final LoadingCache<ViewerToken, Optional<Session>> known;
    private final LoadingCache<ViewerToken, Boolean> activity;

    public CurrentSessions(FollowSessionUseCase sessions) {
        this.sessions = sessions;
        this.known = Caffeine.newBuilder()
                .expireAfterWrite(ANSWER_COUNTS_FOR)
                .maximumSize(MAX_SESSIONS)
                .build(sessions::find);
        this.activity = Caffeine.newBuilder()
                .expireAfterWrite(ACTIVITY_NOTED_EVERY)
                .maximumSize(MAX_SESSIONS)
                .build(token -> {
                    sessions.noteActivity(token);
                    return true;
                });
    }

    /** Empty if the session has ended. */
    public Optional<Session> find(ViewerToken token) {
        Optional<Session> session = known.get(token);
        if (session.isPresent() && session.get().limit() != SessionLimit.NONE) {
            forget(token);
        }
        return session;
    }

    /** The session has changed: what was known of it does not count any more. */
    public void forget(ViewerToken token) {
        known.invalidate(token);
    }

    /** The person did something; it is written down twice a minute at most. */
    public void noteActivity(ViewerToken token) {
        var unused = activity.get(token);
    }

    public void end(ViewerToken token) {
        sessions.end(token);
        forget(token);
    }
}
