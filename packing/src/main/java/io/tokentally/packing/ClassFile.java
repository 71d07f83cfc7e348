package io.tokentally.packing;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a class file names in its pool of constants (JVM specification, 4.4): classes, and whatever stands in descriptors,
 * signatures, annotations and strings. That is more than it links to, never less.
 */
final class ClassFile {

    private static final int MAGIC = 0xCAFEBABE;
    private static final Pattern NAME = Pattern.compile("[A-Za-z_$][\\w$]*(?:[/.][A-Za-z_$][\\w$]*)+");

    private ClassFile() {}

    /** The names in it that begin with a prefix, in the spelling of class files: {@code com/openai/core/JsonValue}. */
    static Set<String> named(byte[] content, String prefix) throws IOException {
        DataInputStream input = new DataInputStream(new ByteArrayInputStream(content));
        if (input.readInt() != MAGIC) {
            throw new IOException("That is no class file");
        }
        input.skipNBytes(4);
        int count = input.readUnsignedShort();
        Set<String> names = new HashSet<>();
        for (int index = 1; index < count; index++) {
            int tag = input.readUnsignedByte();
            switch (tag) {
                case 1 -> addNames(input.readUTF(), prefix, names);
                case 7, 8, 16, 19, 20 -> input.skipNBytes(2);
                case 15 -> input.skipNBytes(3);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> input.skipNBytes(4);
                case 5, 6 -> {
                    input.skipNBytes(8);
                    // They take two places.
                    index++;
                }
                default -> throw new IOException("A constant of the unknown kind " + tag);
            }
        }
        return names;
    }

    private static void addNames(String text, String prefix, Set<String> names) {
        if (!text.contains(prefix) && !text.contains(prefix.replace('/', '.'))) {
            return;
        }
        Matcher matcher = NAME.matcher(text);
        while (matcher.find()) {
            String name = matcher.group().replace('.', '/');
            int start = name.indexOf(prefix);
            if (start >= 0) {
                names.add(name.substring(start));
            }
        }
    }
}
