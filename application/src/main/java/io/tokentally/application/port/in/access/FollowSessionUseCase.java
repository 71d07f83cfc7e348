package io.tokentally.application.port.in.access;

import io.tokentally.application.port.kind.ActsForPerson;
import io.tokentally.domain.access.Session;
import io.tokentally.domain.access.ViewerToken;
import java.util.Optional;

/** Whoever signed in is followed from request to request. */
@ActsForPerson
public interface FollowSessionUseCase {

    /** What holds of the session at this moment; empty if it has ended or there never was one. */
    Optional<Session> find(ViewerToken token);

    /** The person did something. */
    void noteActivity(ViewerToken token);

    /** Ends it; one that has ended stays ended. */
    void end(ViewerToken token);
}
