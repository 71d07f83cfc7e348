package io.tokentally.adapter.gateway.admission;

import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.tokentally.adapter.gateway.http.RequestRejectedException;
import io.tokentally.adapter.gateway.upstream.Upstream;
import io.tokentally.application.port.in.key.AuthorizeCallUseCase;
import io.tokentally.domain.key.AccountOperation;
import io.tokentally.domain.key.KeyVerdict;
import io.tokentally.domain.key.NamedInBody;
import io.tokentally.domain.key.VirtualKey;
import io.tokentally.domain.metering.MadeResource;
import io.tokentally.domain.metering.Operation;
import io.tokentally.domain.refusal.RefusalReason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The permission of one call, by its key's policy. Its headers are judged at once, its body when that is there, and what both
 * name before anything is sent. What the response then tells that the provider keeps is remembered as the key's.
 */
public final class Permission {

    private static final int RETRY_SECONDS = 2;

    private final AuthorizeCallUseCase keys;
    private final Upstream upstream;
    private final VirtualKey key;
    private final AccountOperation operation;
    private final boolean restricted;
    private final boolean streamsForm;
    private final boolean oneContentType;
    private final Set<String> ids;
    private final Set<String> told = new LinkedHashSet<>();
    private final List<MadeResource> made = new ArrayList<>();
    private @Nullable RequestRejectedException bodyRefused;

    private Permission(
            AuthorizeCallUseCase keys,
            Upstream upstream,
            VirtualKey key,
            AccountOperation operation,
            HttpHeaders headers) {
        this.keys = keys;
        this.upstream = upstream;
        this.key = key;
        this.operation = operation;
        this.restricted = keys.isRestricted(key);
        this.ids = new HashSet<>(operation.ids());
        List<String> types = headers.getAll(HttpHeaderNames.CONTENT_TYPE);
        this.oneContentType = types.size() <= 1;
        this.streamsForm = operation.uploads()
                && types.size() == 1
                && types.getFirst().toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }

    /**
     * Judges a request by its line and headers.
     *
     * @param path as the provider's documentation has it
     * @param operation what they ask for
     * @throws RequestRejectedException if the key may not ask so
     */
    public static Permission of(
            AuthorizeCallUseCase keys,
            Upstream upstream,
            VirtualKey key,
            String method,
            String path,
            AccountOperation operation,
            HttpHeaders headers) {
        refuseUnless(keys.judge(key, upstream.provider(), method, path, operation));
        if (upstream.protocol().accountHeaders().stream().anyMatch(headers::contains)) {
            refuseUnless(keys.judgeAccountHeader(key));
        }
        return new Permission(keys, upstream, key, operation, headers);
    }

    private static void refuseUnless(KeyVerdict verdict) {
        RequestRejectedException refused = refusal(verdict);
        if (refused != null) {
            throw refused;
        }
    }

    private static @Nullable RequestRejectedException refusal(KeyVerdict verdict) {
        return switch (verdict) {
            case KeyVerdict.Allowed allowed -> null;
            case KeyVerdict.Forbidden forbidden ->
                new RequestRejectedException(
                        reason(forbidden.reason()),
                        forbidden.reason().text() + " Owners say under Keys what keys of the organization may do.");
            case KeyVerdict.Undetermined unknowable ->
                new RequestRejectedException(
                        RefusalReason.UNAVAILABLE,
                        "Which key made what the request names cannot be told at the moment. Try again.",
                        RETRY_SECONDS);
        };
    }

    private static RefusalReason reason(KeyVerdict.Reason forbidden) {
        return switch (forbidden) {
            case PROVIDER -> RefusalReason.PROVIDER_NOT_ALLOWED;
            case MODELS, RESOURCES, LISTS, ADMINISTRATION, UNKNOWN_PATH, CALL, ACCOUNT ->
                RefusalReason.OPERATION_NOT_ALLOWED;
            case MODEL, NO_MODEL -> RefusalReason.MODEL_NOT_ALLOWED;
            case BODY -> RefusalReason.BODY_NOT_CHECKABLE;
            case FOREIGN_ID, UNKNOWN_ID -> RefusalReason.RESOURCE_NOT_ALLOWED;
        };
    }

    /**
     * Judges what is asked of the API, whichever feature asks.
     *
     * @throws RequestRejectedException if the key may not call it
     */
    public void requireCall(Operation called) {
        refuseUnless(keys.judgeCall(key, called));
    }

    /** What the line and the headers ask for. */
    public AccountOperation operation() {
        return operation;
    }

    /**
     * Whether the whole body has to be there before the request goes on; an upload names nothing, and is passed on as it
     * comes.
     */
    public boolean readsBody() {
        return restricted && !streamsForm;
    }

    /** Whether the response tells of what the provider keeps, so that it must come in a way that can be read. */
    public boolean readsResponse() {
        return operation.answers() != AccountOperation.Answers.NOTHING_NEW;
    }

    /** Judges the body. It may be called on any thread, ahead of {@link #settle}. */
    public void body(@Nullable String contentType, byte[] body) {
        if (!readsBody()) {
            return;
        }
        NamedInBody named = oneContentType ? upstream.protocol().namedIn(contentType, body) : NamedInBody.UNREADABLE;
        bodyRefused = refusal(keys.judgeBody(key, operation, named));
        ids.addAll(named.ids());
    }

    /** Judges what is named, and tells the outcome: at once, or later on the loop if somebody else has to be asked. */
    public void settle(EventLoop loop, Consumer<@Nullable RequestRejectedException> then) {
        if (!restricted || bodyRefused != null || ids.isEmpty()) {
            then.accept(bodyRefused);
            return;
        }
        CompletableFuture<KeyVerdict> verdict =
                keys.judgeResources(key, upstream.provider(), ids, operation.withinIds());
        if (verdict.isDone()) {
            then.accept(refusal(verdict.join()));
        } else {
            var unused = verdict.thenAccept(judged -> loop.execute(() -> then.accept(refusal(judged))));
        }
    }

    /** The response has told these so far: they can be used at once, though they last only when the call is recorded. */
    public void told(Collection<String> identifiers) {
        if (identifiers.size() > told.size()) {
            List<String> fresh =
                    identifiers.stream().filter(id -> !told.contains(id)).toList();
            told.addAll(fresh);
            made.addAll(keys.remember(key, upstream.provider(), operation, fresh));
        }
    }

    /** What is to be recorded with the call. */
    public List<MadeResource> made() {
        return made;
    }
}
