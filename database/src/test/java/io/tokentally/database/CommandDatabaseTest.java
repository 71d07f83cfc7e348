package io.tokentally.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tokentally.domain.start.StartRefusedException;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandDatabaseTest {

    private static final int SSL_REQUEST = 80877103;
    private static final int CLEARTEXT_PASSWORD = 3;
    private static final String PASSWORD = "the-password-of-the-owner";

    @TempDir
    private Path home;

    /** Told before: while the application starts, its password file names the port of the start before, where anybody may listen. */
    @Test
    void tellsNoPasswordToWhoeverListensWhereTheDatabaseWas() throws Exception {
        Files.createDirectory(home.resolve("postgresql-data"));
        DatabaseLogin nobody = new DatabaseLogin("", "");
        try (HomeFolder taken = HomeFolder.take(home);
                ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            taken.writePrivately(
                    "pgpass",
                    "127.0.0.1:%1$d:*:%2$s:%4$s%n127.0.0.1:%1$d:*:%3$s:%4$s%n"
                            .formatted(
                                    listener.getLocalPort(),
                                    EmbeddedPasswords.OWNER,
                                    EmbeddedPasswords.METERING,
                                    PASSWORD));
            CompletableFuture<String> heard = CompletableFuture.supplyAsync(() -> ask(listener));

            assertThatExceptionOfType(StartRefusedException.class)
                    .isThrownBy(() -> CommandDatabase.open(new DatabaseOptions(home, 0, "", nobody, null, null, null)));

            assertThat(heard.get(10, TimeUnit.SECONDS))
                    .contains(EmbeddedPasswords.OWNER)
                    .doesNotContain(PASSWORD);
        }
    }

    /** Asks whoever connects for the password in clear, and says all that was heard. */
    private static String ask(ServerSocket listener) {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        try (Socket socket = listener.accept()) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            byte[] start = in.readNBytes(in.readInt() - Integer.BYTES);
            if (start.length == Integer.BYTES && ByteBuffer.wrap(start).getInt() == SSL_REQUEST) {
                out.writeByte('N');
                start = in.readNBytes(in.readInt() - Integer.BYTES);
            }
            heard.write(start);
            out.writeByte('R');
            out.writeInt(2 * Integer.BYTES);
            out.writeInt(CLEARTEXT_PASSWORD);
            heard.write(in.readUnsignedByte());
            heard.write(in.readNBytes(in.readInt() - Integer.BYTES));
        } catch (EOFException e) {
            // They have gone without a word, as they should.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return heard.toString(StandardCharsets.UTF_8);
    }
}
