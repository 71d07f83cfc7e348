package io.tokentally.application.port.in.key;

import io.tokentally.application.port.kind.SystemPort;
import io.tokentally.domain.key.AccountOperation;
import io.tokentally.domain.key.KeyVerdict;
import io.tokentally.domain.key.NamedInBody;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.metering.MadeResource;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.metering.Provider;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A gateway finds out what may be done with a key, and remembers what was made with it. No method waits for anything. */
@SystemPort("asked when a call comes in, of the key that it came with")
public interface AuthorizeCallUseCase {

    /** Whether anything is forbidden with the key: if not, nobody need read its bodies. */
    boolean isRestricted(VirtualKey key);

    /** What the head of a request says to the key's policy, and to the most that members' keys may do. */
    KeyVerdict judge(VirtualKey key, Provider provider, String method, String path, AccountOperation operation);

    /** What the API's operation says to them, whichever feature calls it. */
    KeyVerdict judgeCall(VirtualKey key, Operation called);

    /** Whether the key may choose, in a header, what of the provider's account is worked on. */
    KeyVerdict judgeAccountHeader(VirtualKey key);

    /** What the body of a request says to them. */
    KeyVerdict judgeBody(VirtualKey key, AccountOperation operation, NamedInBody body);

    /**
     * Whether the key may use what is named.
     *
     * @param within of {@code ids}, those that the provider finds within another of them alone
     * @return done at once if all that is named is known in memory. Never fails.
     */
    CompletableFuture<KeyVerdict> judgeResources(
            VirtualKey key, Provider provider, Set<String> ids, Set<String> within);

    /**
     * Remembers in memory what an answer has told, so that it can be used from the next call on. It lasts once it is recorded
     * with the call.
     *
     * @param answered what was asked for, which says whose it is
     * @return what the record of the call must say
     */
    List<MadeResource> remember(VirtualKey key, Provider provider, AccountOperation answered, Collection<String> ids);
}
