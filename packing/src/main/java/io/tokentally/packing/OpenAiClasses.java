package io.tokentally.packing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The classes of openai-java-core that the application can get to. Its 37,000 classes describe each API of OpenAI; the
 * application calls a few of them, and the types of the others would be a fifth of its jar.
 *
 * <p>The core stays, and the clients with the interfaces of their services, for whoever looks at a client by reflection
 * sees them. A service's implementation stays where the application names the service, and a model where the application
 * names it, or a service that stays whole, or another that stays. The client names every service, which keeps none: a class
 * is loaded when it is used.
 */
final class OpenAiClasses {

    static final String ROOT = "com/openai/";
    private static final String MODELS = ROOT + "models/";
    private static final String SERVICES = ROOT + "services/";
    /** Where all services are named, and what accumulates their answers. */
    private static final List<String> DOORS = List.of(SERVICES, ROOT + "client/", ROOT + "helpers/");

    private final Map<String, Set<String>> references;

    /** @param references the names below {@link #ROOT} in each of its classes */
    OpenAiClasses(Map<String, Set<String>> references) {
        this.references = Map.copyOf(references);
    }

    /** @param roots the names below {@link #ROOT} in all that is not of openai-java-core */
    Set<String> reachableFrom(Set<String> roots) {
        Map<String, Set<String>> nested = nestedClasses();
        Set<String> kept = new HashSet<>();
        Deque<String> open = new ArrayDeque<>();
        for (String name : references.keySet()) {
            if (!name.startsWith(MODELS) && !isImplementation(name)) {
                kept.add(name);
                if (DOORS.stream().noneMatch(name::startsWith)) {
                    open.add(name);
                }
            }
        }
        Set<String> followed = new HashSet<>();
        for (String root : roots) {
            open.addAll(family(root, nested));
            if (root.startsWith(SERVICES)) {
                open.addAll(family(outermost(root) + "Impl", nested));
            }
        }
        while (!open.isEmpty()) {
            String name = open.remove();
            if (!followed.add(name)) {
                continue;
            }
            kept.add(name);
            for (String next : references.getOrDefault(name, Set.of())) {
                boolean opensADoor = DOORS.stream().anyMatch(next::startsWith);
                if (!opensADoor && references.containsKey(next)) {
                    // A class and those within it are read together.
                    open.addAll(family(next, nested));
                }
            }
        }
        return kept;
    }

    private static boolean isImplementation(String name) {
        return name.startsWith(SERVICES) && outermost(name).endsWith("Impl");
    }

    private Set<String> family(String name, Map<String, Set<String>> nested) {
        return nested.getOrDefault(outermost(name), Set.of());
    }

    private Map<String, Set<String>> nestedClasses() {
        Map<String, Set<String>> nested = new HashMap<>();
        for (String name : references.keySet()) {
            nested.computeIfAbsent(outermost(name), outer -> new HashSet<>()).add(name);
        }
        return nested;
    }

    private static String outermost(String name) {
        int dollar = name.indexOf('$');
        return dollar < 0 ? name : name.substring(0, dollar);
    }
}
