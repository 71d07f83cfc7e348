package io.tokentally.adapter.crypto;

import io.tokentally.application.port.out.key.SecretVault;
import io.tokentally.application.port.out.secret.SecretPlace;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.crypto.spec.SecretKeySpec;

/**
 * What is read and no longer written: providers' keys in the first form, and the hashing key that was derived from the master
 * key before hashing keys were kept.
 */
final class FirstSealForm {

    private static final byte VERSION = 1;

    private FirstSealForm() {}

    static SecretKeySpec key(MasterKey master) {
        return new SecretKeySpec(master.derive("tokentally/provider-keys/1"), "AES");
    }

    /** Providers' keys alone were sealed so; of any other place it is not the bytes of one. */
    static byte[] authenticated(SecretPlace place) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream data = new DataOutputStream(bytes)) {
            data.writeByte(VERSION);
            if (!place.purpose().equals(SecretVault.PURPOSE)) {
                data.writeUTF(place.purpose());
            }
            for (String part : place.context()) {
                data.writeUTF(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    static byte[] hashingKey(MasterKey master) {
        return master.derive("tokentally/virtual-keys/1");
    }
}
