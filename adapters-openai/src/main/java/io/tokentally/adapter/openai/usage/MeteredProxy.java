package io.tokentally.adapter.openai.usage;

import com.openai.core.ClientOptions;
import com.openai.core.http.HttpClient;
import com.openai.services.async.BatchServiceAsync;
import com.openai.services.async.CompletionServiceAsync;
import com.openai.services.async.EmbeddingServiceAsync;
import com.openai.services.async.ImageServiceAsync;
import com.openai.services.async.ModerationServiceAsync;
import com.openai.services.async.ResponseServiceAsync;
import com.openai.services.async.audio.SpeechServiceAsync;
import com.openai.services.async.audio.TranscriptionServiceAsync;
import com.openai.services.async.audio.TranslationServiceAsync;
import com.openai.services.async.chat.ChatCompletionServiceAsync;
import com.openai.services.blocking.BatchService;
import com.openai.services.blocking.CompletionService;
import com.openai.services.blocking.EmbeddingService;
import com.openai.services.blocking.ImageService;
import com.openai.services.blocking.ModerationService;
import com.openai.services.blocking.ResponseService;
import com.openai.services.blocking.audio.SpeechService;
import com.openai.services.blocking.audio.TranscriptionService;
import com.openai.services.blocking.audio.TranslationService;
import com.openai.services.blocking.chat.ChatCompletionService;
import io.tokentally.application.port.in.usage.UsageContext;
import io.tokentally.domain.metering.Attribution;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for a client or a service of the SDK. It hands every call on to the original, but for those that are
 * metered: they go to a copy of the service that meters for whom the call belongs to. The copy is made on the caller's
 * thread, when the call begins; that is what lets the attribution hold for attempts on other threads.
 */
final class MeteredProxy implements InvocationHandler {

    private static final Set<Class<?>> METERED_SERVICES = Set.of(
            ChatCompletionService.class,
            ChatCompletionServiceAsync.class,
            ResponseService.class,
            ResponseServiceAsync.class,
            com.openai.services.blocking.beta.ResponseService.class,
            com.openai.services.async.beta.ResponseServiceAsync.class,
            EmbeddingService.class,
            EmbeddingServiceAsync.class,
            CompletionService.class,
            CompletionServiceAsync.class,
            ImageService.class,
            ImageServiceAsync.class,
            TranscriptionService.class,
            TranscriptionServiceAsync.class,
            TranslationService.class,
            TranslationServiceAsync.class,
            SpeechService.class,
            SpeechServiceAsync.class,
            ModerationService.class,
            ModerationServiceAsync.class,
            BatchService.class,
            BatchServiceAsync.class);

    private static final Set<String> METERED_CALLS = Set.of(
            "create",
            "createStreaming",
            "compact",
            "generate",
            "generateStreaming",
            "edit",
            "editStreaming",
            "createVariation",
            "retrieve",
            "cancel");

    private final Object original;
    private final Class<?> type;
    private final MeteringContext metering;
    private final boolean isMeteredService;
    private final Map<Method, Object> services = new ConcurrentHashMap<>();
    private volatile @Nullable HttpClient transport;

    private MeteredProxy(Object original, Class<?> type, MeteringContext metering) {
        this.original = original;
        this.type = type;
        this.metering = metering;
        Class<?> enclosing = type.getEnclosingClass();
        this.isMeteredService = METERED_SERVICES.contains(enclosing == null ? type : enclosing);
    }

    /** @return the original itself if it is metered already */
    static <T> T of(T original, Class<T> type, MeteringContext metering) {
        boolean isMetered =
                Proxy.isProxyClass(original.getClass()) && Proxy.getInvocationHandler(original) instanceof MeteredProxy;
        if (isMetered) {
            return original;
        }
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new MeteredProxy(original, type, metering)));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getDeclaringClass() == Object.class) {
            return invokeObjectMethod(proxy, method, arguments);
        }
        if (isSdkInterface(method.getReturnType())) {
            return arguments == null
                    ? services.computeIfAbsent(method, this::meteredService)
                    : metered(invoke(method, original, arguments), method.getReturnType());
        }
        boolean isMeteredCall = isMeteredService && METERED_CALLS.contains(method.getName());
        return invoke(method, isMeteredCall ? meteringCopy() : original, arguments);
    }

    private @Nullable Object invokeObjectMethod(Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        return switch (method.getName()) {
            case "equals" -> arguments != null && isSame(arguments[0], proxy);
            case "hashCode" -> System.identityHashCode(proxy);
            default -> invoke(method, original, arguments);
        };
    }

    @SuppressWarnings("ReferenceEquality") // A client is equal to itself only, as the SDK's are.
    private static boolean isSame(@Nullable Object one, Object other) {
        return one == other;
    }

    private Object meteredService(Method method) {
        try {
            return metered(invoke(method, original, null), method.getReturnType());
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(method + " is not expected to throw a checked exception", e);
        }
    }

    private <T> T metered(@Nullable Object service, Class<T> type) {
        return of(type.cast(Objects.requireNonNull(service)), type, metering);
    }

    private Object meteringCopy() throws Throwable {
        Attribution attribution = UsageContext.current().orElse(null);
        Consumer<ClientOptions.Builder> meter =
                options -> options.httpClient(new MeteringHttpClient(transportOf(options), attribution, metering));
        Method withOptions = type.getMethod("withOptions", Consumer.class);
        return Objects.requireNonNull(invoke(withOptions, original, new Object[] {meter}));
    }

    private HttpClient transportOf(ClientOptions.Builder options) {
        HttpClient known = transport;
        if (known == null) {
            known = Transport.beneath(options.build());
            transport = known;
        }
        return known;
    }

    private static boolean isSdkInterface(Class<?> type) {
        return type.isInterface()
                && (type.getPackageName().startsWith("com.openai.services")
                        || type.getPackageName().equals("com.openai.client"));
    }

    private static @Nullable Object invoke(Method method, Object target, Object @Nullable [] arguments)
            throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw Objects.requireNonNullElse(e.getCause(), e);
        }
    }
}
