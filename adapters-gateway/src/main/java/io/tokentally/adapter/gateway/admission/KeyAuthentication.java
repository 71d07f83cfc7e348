package io.tokentally.adapter.gateway.admission;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.adapter.gateway.recording.RequestedCall;
import io.tokentally.adapter.gateway.upstream.Upstream;
import io.tokentally.application.port.in.key.AuthenticateKeyUseCase;
import io.tokentally.application.port.in.key.KeyCheck;
import io.tokentally.domain.access.ApiTokenSecret;
import io.tokentally.domain.access.UserId;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.key.VirtualKeySecret;
import io.tokentally.domain.refusal.RefusalReason;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out who calls, and with which of the provider's keys in the place of theirs. */
public final class KeyAuthentication {

    private static final AsciiString OWN_KEY = AsciiString.cached("x-tokentally-key");
    private static final String ELSE = "or send your own in its usual place, and the virtual key in X-Tokentally-Key.";
    private static final Logger LOG = LoggerFactory.getLogger(KeyAuthentication.class);
    private static final int RETRY_SECONDS = 5;

    private final AuthenticateKeyUseCase keys;

    public KeyAuthentication(AuthenticateKeyUseCase keys) {
        this.keys = keys;
    }

    /**
     * Who calls, and with which key of the provider. Afterwards no virtual key is in the headers, nor any where the stored one takes its
     * place.
     *
     * @param query with its question mark; empty if there is none
     * @param asked is told who calls, so far as that is found out
     * @throws RequestRejectedException if the caller may not call so
     */
    public AuthenticatedRequest admit(HttpHeaders headers, String query, Upstream upstream, RequestedCall asked) {
        refuseApiTokens(headers, query);
        String beside = headers.get(OWN_KEY);
        VirtualKey key = check(beside == null ? presented(headers, query, upstream) : beside.strip(), asked);
        asked.cameWith(key);
        CallerHeaders said = CallerHeaders.of(headers);
        UserId member = member(key, said.user());
        Caller caller = new Caller(key, said, member);
        asked.isOf(caller.user(), said.endpoint());
        if (!caller.callsForItself() && !key.holder().mayNameOthers()) {
            throw new RequestRejectedException(
                    RefusalReason.USER_NOT_ALLOWED,
                    "This key belongs to a person and cannot call for another: leave out " + CallerHeaders.USER
                            + ", or use a service's key.");
        }
        dropVirtualKeys(headers, upstream);
        String rest = QueryKeys.without(query, upstream.keyParameters(), VirtualKeySecret::isOne);
        if (beside != null && bringsOwn(headers, rest, upstream)) {
            return new AuthenticatedRequest(caller, rest, null);
        }
        upstream.keyHeaders().forEach(headers::remove);
        return new AuthenticatedRequest(
                caller, QueryKeys.without(rest, upstream.keyParameters(), value -> true), storedOrNone(upstream, key));
    }

    private @Nullable UserId member(VirtualKey key, @Nullable UserId named) {
        return named == null ? null : keys.member(key.organizationId(), named).orElse(null);
    }

    /** They open the API, no provider and no gateway: whoever sends one here has mixed them up, and it goes nowhere. */
    private static void refuseApiTokens(HttpHeaders headers, String query) {
        if (headers.entries().stream().anyMatch(header -> holds(header.getValue(), ApiTokenSecret.MARK))
                || query.contains("=" + ApiTokenSecret.MARK)) {
            throw new RequestRejectedException(
                    RefusalReason.API_TOKEN,
                    "This is an API token, which opens Tokentally's API and not the gateway. Send a virtual key, which begins"
                            + " with %s; make one under Keys.".formatted(VirtualKeySecret.MARK));
        }
    }

    private VirtualKey check(@Nullable String presented, RequestedCall asked) {
        if (presented == null) {
            throw new RequestRejectedException(
                    RefusalReason.NO_KEY,
                    "No key was sent. Send a virtual key of Tokentally where the provider's key usually goes.");
        }
        return switch (keys.check(presented)) {
            case KeyCheck.Accepted accepted -> accepted.key();
            case KeyCheck.Refused refused -> {
                VirtualKey known = refused.key();
                if (known == null) {
                    asked.cameWithUnknown(presented);
                } else {
                    asked.cameWith(known);
                }
                throw refusal(refused.reason());
            }
            case KeyCheck.Undetermined unknowable ->
                throw new RequestRejectedException(
                        RefusalReason.UNAVAILABLE, "Keys cannot be checked at the moment. Try again.", RETRY_SECONDS);
        };
    }

    private static RequestRejectedException refusal(KeyCheck.Reason reason) {
        return switch (reason) {
            case UNKNOWN ->
                new RequestRejectedException(
                        RefusalReason.UNKNOWN_KEY, "This is no virtual key of this Tokentally. Make one under Keys.");
            case EXPIRED ->
                new RequestRejectedException(
                        RefusalReason.KEY_EXPIRED, "This virtual key has expired. Make another under Keys.");
            case REVOKED ->
                new RequestRejectedException(
                        RefusalReason.KEY_REVOKED, "This virtual key was revoked. Make another under Keys.");
            case MEMBER_LEFT ->
                new RequestRejectedException(
                        RefusalReason.MEMBER_LEFT,
                        "This virtual key was revoked: its holder is no longer a member of the organization.");
            case NOT_RENEWED ->
                new RequestRejectedException(
                        RefusalReason.KEY_NOT_RENEWED,
                        "This virtual key was not used for so long that it could not be renewed. Make another under Keys.");
        };
    }

    /** The virtual key in the places for the provider's keys; else the first key there, whatever it is. */
    private static @Nullable String presented(HttpHeaders headers, String query, Upstream upstream) {
        String first = null;
        for (String name : upstream.keyHeaders()) {
            String value = headers.get(name);
            String key =
                    value == null ? "" : upstream.protocol().keyIn(name, value).orElse("");
            if (key.startsWith(VirtualKeySecret.MARK)) {
                return key;
            }
            first = first == null && !key.isEmpty() ? key : first;
        }
        for (String key : QueryKeys.values(query, upstream.keyParameters())) {
            if (key.startsWith(VirtualKeySecret.MARK)) {
                return key;
            }
            first = first == null && !key.isEmpty() ? key : first;
        }
        return first;
    }

    /** Takes virtual keys out of the places for credentials; whole ones anywhere else were refused before. */
    private static void dropVirtualKeys(HttpHeaders headers, Upstream upstream) {
        for (String name : upstream.keyHeaders()) {
            if (headers.contains(name)) {
                List<String> values = headers.getAll(name);
                List<String> kept = values.stream()
                        .filter(value -> !holds(value, VirtualKeySecret.MARK))
                        .toList();
                if (kept.size() < values.size()) {
                    headers.set(name, kept);
                }
            }
        }
    }

    /** Alone, or behind a scheme of whatever name. */
    private static boolean holds(String value, String mark) {
        if (!value.contains(mark)) {
            return false;
        }
        StringTokenizer words = new StringTokenizer(value);
        while (words.hasMoreTokens()) {
            if (words.nextToken().startsWith(mark)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the places for keys hold anything of the caller's own: a scheme without a key is nothing. */
    private static boolean bringsOwn(HttpHeaders headers, String query, Upstream upstream) {
        for (String name : upstream.keyHeaders()) {
            for (String value : headers.getAll(name)) {
                if (!upstream.protocol().keyIn(name, value).orElse(value).isBlank()) {
                    return true;
                }
            }
        }
        return QueryKeys.values(query, upstream.keyParameters()).stream().anyMatch(value -> !value.isBlank());
    }

    private @Nullable ProviderSecret storedOrNone(Upstream upstream, VirtualKey key) {
        Optional<ProviderSecret> secret = stored(upstream, key);
        if (secret.isEmpty() && upstream.needsKey()) {
            throw new RequestRejectedException(
                    RefusalReason.NO_PROVIDER_KEY,
                    "Your organization has stored no key of %s. An owner can store it under Keys; %s"
                            .formatted(upstream.provider(), ELSE));
        }
        return secret.orElse(null);
    }

    private Optional<ProviderSecret> stored(Upstream upstream, VirtualKey key) {
        try {
            return keys.providerSecret(key.organizationId(), upstream.provider());
        } catch (RuntimeException e) {
            LOG.error(
                    "The key of {} that {} has stored cannot be opened: {}",
                    upstream.provider(),
                    key.organizationId(),
                    e.getMessage());
            throw new RequestRejectedException(
                    RefusalReason.UNAVAILABLE,
                    "The key of %s that your organization has stored cannot be opened. An owner can store it again under Keys; %s"
                            .formatted(upstream.provider(), ELSE),
                    RETRY_SECONDS);
        }
    }
}
