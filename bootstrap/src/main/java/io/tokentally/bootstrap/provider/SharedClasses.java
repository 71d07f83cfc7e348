package io.tokentally.bootstrap.provider;

import java.util.List;

/**
 * What plug-ins see besides the JDK: what a provider is written against, and nothing of the application, its libraries or their
 * resources.
 */
final class SharedClasses extends ClassLoader {

    private static final List<String> SHARED = List.of(
            "io.tokentally.provider.",
            "io.tokentally.domain.",
            "com.fasterxml.jackson.core.",
            "com.fasterxml.jackson.databind.",
            "com.fasterxml.jackson.annotation.",
            "org.jspecify.annotations.");

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader application;

    SharedClasses(ClassLoader application) {
        super("shared-with-plug-ins", getPlatformClassLoader());
        this.application = application;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        if (SHARED.stream().noneMatch(name::startsWith)) {
            throw new ClassNotFoundException(name + " is not shared with plug-ins");
        }
        return application.loadClass(name);
    }
}
