package io.tokentally.benchmark;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What it takes to read one event of a streamed chat completion along, and to say what the caller sees of it. Each argument is
 * a variant of OpenAI's adapter, {@code name=classpath}; they take turns, so that all of them meet the same machine.
 */
public final class StreamedEvents {

    private static final int EVENTS = 100_000;
    private static final int ROUNDS = 9;
    private static final int WARM_UP = 3;

    private static final String EVENT =
            "data: {\"id\":\"chatcmpl-ABCdef123\",\"object\":\"chat.completion.chunk\",\"created\":1760000000,"
                    + "\"model\":\"gpt-4.1-nano-2025-04-14\",\"service_tier\":\"default\",\"system_fingerprint\":\"fp_1\","
                    + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\" token\"},\"logprobs\":null,"
                    + "\"finish_reason\":null}],\"usage\":null,\"obfuscation\":\"abcdefgh\"}\n\n";

    private StreamedEvents() {}

    /** @param variants each {@code name=classpath} */
    public static void main(String... variants) throws Throwable {
        List<Variant> all = Arrays.stream(variants).map(Variant::of).toList();
        for (boolean asked : new boolean[] {false, true}) {
            System.out.printf("usage %s by the caller%n", asked ? "asked for" : "not asked for");
            for (Variant variant : all) {
                variant.nanos = new double[ROUNDS];
            }
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                for (Variant variant : all) {
                    double nanos = variant.run(asked);
                    if (round >= 0) {
                        variant.nanos[round] = nanos;
                    }
                }
            }
            for (Variant variant : all) {
                Arrays.sort(variant.nanos);
                System.out.printf(
                        "  %-8s median %6.0f ns, least %6.0f, most %6.0f per event%n",
                        variant.name, variant.nanos[ROUNDS / 2], variant.nanos[0], variant.nanos[ROUNDS - 1]);
            }
        }
    }

    /** The adapter as one class path has it, called as the gateway of its time calls it. */
    private static final class Variant {

        private final String name;
        private final Object protocol;
        private final Class<?> readerType;
        private double[] nanos = {};

        private Variant(String name, Object protocol, Class<?> readerType) {
            this.name = name;
            this.protocol = protocol;
            this.readerType = readerType;
        }

        static Variant of(String argument) {
            int equals = argument.indexOf('=');
            try {
                URL[] urls = Arrays.stream(argument.substring(equals + 1).split(File.pathSeparator, -1))
                        .map(Variant::url)
                        .toArray(URL[]::new);
                ClassLoader loader = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
                Constructor<?> constructor = Class.forName(
                                "io.tokentally.adapter.openai.usage.OpenAiProtocol", true, loader)
                        .getDeclaredConstructor();
                constructor.setAccessible(true);
                return new Variant(
                        argument.substring(0, equals),
                        constructor.newInstance(),
                        Class.forName("io.tokentally.provider.ResponseReader", true, loader));
            } catch (ReflectiveOperationException e) {
                throw new IllegalArgumentException("No OpenAI adapter on the class path of " + argument, e);
            }
        }

        private static URL url(String entry) {
            try {
                return new File(entry).toURI().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException("No class path entry: " + entry, e);
            }
        }

        /** @return nanoseconds for each event */
        double run(boolean asked) throws Throwable {
            Object reader = reader(asked);
            Optional<Method> filter = Arrays.stream(readerType.getMethods())
                    .filter(method -> method.getName().equals("filter"))
                    .findFirst();
            byte[] event = EVENT.getBytes(StandardCharsets.UTF_8);
            return filter.isPresent() ? twoCalls(reader, filter.get(), event) : oneCall(reader, event);
        }

        private Object reader(boolean asked) throws ReflectiveOperationException {
            Object exchange =
                    ((Optional<?>) call(protocol, "begin", "POST", "/v1/chat/completions", "localhost")).orElseThrow();
            String options = asked ? ",\"stream_options\":{\"include_usage\":true}" : "";
            byte[] body = "{\"model\":\"gpt-4.1-nano\",\"stream\":true%s,\"messages\":[]}"
                    .formatted(options)
                    .getBytes(StandardCharsets.UTF_8);
            call(exchange, "prepare", "application/json", body);
            return call(exchange, "answer", 200, "text/event-stream");
        }

        private static Object call(Object target, String method, Object... arguments)
                throws ReflectiveOperationException {
            Method found = Arrays.stream(target.getClass().getMethods())
                    .filter(candidate ->
                            candidate.getName().equals(method) && candidate.getParameterCount() == arguments.length)
                    .findFirst()
                    .orElseThrow();
            found.setAccessible(true);
            return found.invoke(target, arguments);
        }

        /** As it was: the bytes are read in one call, and filtered in another. */
        private static double twoCalls(Object reader, Method filter, byte[] event) throws Throwable {
            Object found = ((Optional<?>) filter.invoke(reader)).orElse(null);
            MethodHandle arrived = handle(reader, "arrived", void.class, byte[].class, int.class, int.class);
            MethodHandle pass =
                    found == null ? null : handle(found, "pass", byte[].class, byte[].class, int.class, int.class);
            ByteArrayOutputStream visible = new ByteArrayOutputStream();
            long start = System.nanoTime();
            for (int i = 0; i < EVENTS; i++) {
                arrived.invokeExact(event, 0, event.length);
                if (pass != null) {
                    visible.reset();
                    visible.writeBytes((byte[]) pass.invokeExact(event, 0, event.length));
                }
            }
            return (System.nanoTime() - start) / (double) EVENTS;
        }

        /** As it is: one call does both. */
        private static double oneCall(Object reader, byte[] event) throws Throwable {
            Method arrived = Arrays.stream(reader.getClass().getMethods())
                    .filter(method -> method.getName().equals("arrived"))
                    .findFirst()
                    .orElseThrow();
            arrived.setAccessible(true);
            Class<?> visibleType = arrived.getParameterTypes()[3];
            ByteArrayOutputStream visible = new ByteArrayOutputStream();
            MethodHandle write = MethodHandles.lookup()
                    .bind(visible, "write", MethodType.methodType(void.class, byte[].class, int.class, int.class));
            Object taker = MethodHandleProxies.asInterfaceInstance(visibleType, write);
            MethodHandle handle = MethodHandles.lookup()
                    .unreflect(arrived)
                    .bindTo(reader)
                    .asType(MethodType.methodType(void.class, byte[].class, int.class, int.class, Object.class));
            long start = System.nanoTime();
            for (int i = 0; i < EVENTS; i++) {
                visible.reset();
                handle.invokeExact(event, 0, event.length, taker);
            }
            return (System.nanoTime() - start) / (double) EVENTS;
        }

        private static MethodHandle handle(Object target, String name, Class<?> result, Class<?>... parameters)
                throws ReflectiveOperationException {
            Method method = target.getClass().getMethod(name, parameters);
            method.setAccessible(true);
            return MethodHandles.lookup()
                    .unreflect(method)
                    .bindTo(target)
                    .asType(MethodType.methodType(result, parameters));
        }
    }
}
