package io.tokentally.application.service.secret;

import io.tokentally.application.port.out.secret.SealUnreadableException;
import io.tokentally.application.port.out.secret.SecretPlace;
import io.tokentally.application.port.out.secret.SecretSealing;
import io.tokentally.domain.key.SealedSecret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** Seals that say, to whoever knows how to read them, what is in them and where they belong. */
public final class FakeSealing implements SecretSealing {

    private static final String END = " end";

    @Override
    public SealedSecret seal(SecretPlace place, byte[] secret) {
        String text = begin(place) + HexFormat.of().formatHex(secret) + END;
        return new SealedSecret(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public byte[] open(SecretPlace place, SealedSecret sealed) {
        String text = text(sealed);
        String begin = begin(place);
        if (!text.startsWith(begin) || !text.endsWith(END)) {
            throw new SealUnreadableException(place, null);
        }
        return HexFormat.of().parseHex(text.substring(begin.length(), text.length() - END.length()));
    }

    @Override
    public boolean isCurrent(SealedSecret sealed) {
        return true;
    }

    private static String begin(SecretPlace place) {
        return place.purpose() + place.context() + " ";
    }

    /** Nothing where it is no seal. */
    private static String text(SealedSecret sealed) {
        try {
            return new String(Base64.getDecoder().decode(sealed.base64()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
