package io.tokentally.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Reads out of the byte code which methods compute with {@code float} or {@code double}, locals among them. */
final class FloatingPointInstructions {

    private FloatingPointInstructions() {}

    /** The first such instruction of each method that has any. */
    static List<Place> in(JavaClass type) {
        URI source = type.getSource()
                .orElseThrow(() -> new IllegalStateException("No class file is known of " + type.getName()))
                .getUri();
        Map<String, Place> found = new LinkedHashMap<>();
        try (InputStream bytes = source.toURL().openStream()) {
            new ClassReader(bytes).accept(new Methods(found), ClassReader.SKIP_FRAMES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(found.values());
    }

    /** Where it stands. */
    record Place(String method, int line) {}

    private static final class Methods extends ClassVisitor {

        private final Map<String, Place> found;

        Methods(Map<String, Place> found) {
            super(Opcodes.ASM9);
            this.found = found;
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            return new Instructions(name, name + descriptor);
        }

        private final class Instructions extends MethodVisitor {

            private final String name;
            private final String key;
            private int line;

            Instructions(String name, String key) {
                super(Opcodes.ASM9);
                this.name = name;
                this.key = key;
            }

            @Override
            public void visitLineNumber(int number, Label start) {
                line = number;
            }

            @Override
            public void visitInsn(int opcode) {
                if (isFloating(opcode)) {
                    note();
                }
            }

            @Override
            public void visitVarInsn(int opcode, int variable) {
                if (isFloating(opcode)) {
                    note();
                }
            }

            @Override
            public void visitIntInsn(int opcode, int operand) {
                if (opcode == Opcodes.NEWARRAY && (operand == Opcodes.T_FLOAT || operand == Opcodes.T_DOUBLE)) {
                    note();
                }
            }

            @Override
            public void visitLdcInsn(Object value) {
                if (value instanceof Float || value instanceof Double) {
                    note();
                }
            }

            private void note() {
                found.putIfAbsent(key, new Place(name, line));
            }
        }

        private static boolean isFloating(int opcode) {
            return switch (opcode) {
                case Opcodes.FCONST_0, Opcodes.FCONST_1, Opcodes.FCONST_2, Opcodes.DCONST_0, Opcodes.DCONST_1 -> true;
                case Opcodes.FLOAD, Opcodes.DLOAD, Opcodes.FSTORE, Opcodes.DSTORE -> true;
                case Opcodes.FALOAD, Opcodes.DALOAD, Opcodes.FASTORE, Opcodes.DASTORE -> true;
                case Opcodes.FADD, Opcodes.DADD, Opcodes.FSUB, Opcodes.DSUB, Opcodes.FMUL, Opcodes.DMUL -> true;
                case Opcodes.FDIV, Opcodes.DDIV, Opcodes.FREM, Opcodes.DREM, Opcodes.FNEG, Opcodes.DNEG -> true;
                case Opcodes.I2F, Opcodes.I2D, Opcodes.L2F, Opcodes.L2D, Opcodes.F2D, Opcodes.D2F -> true;
                case Opcodes.F2I, Opcodes.F2L, Opcodes.D2I, Opcodes.D2L -> true;
                case Opcodes.FCMPL, Opcodes.FCMPG, Opcodes.DCMPL, Opcodes.DCMPG -> true;
                case Opcodes.FRETURN, Opcodes.DRETURN -> true;
                default -> false;
            };
        }
    }
}
