package io.tokentally.application.service.key;

import io.tokentally.application.port.out.key.SecretUnreadableException;
import io.tokentally.application.port.out.key.SecretVault;
import io.tokentally.domain.access.OrganizationId;
import io.tokentally.domain.key.ProviderSecret;
import io.tokentally.domain.key.SealedSecret;
import io.tokentally.domain.metering.Provider;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A vault whose seals say, to whoever knows how to read them, what is in them and for whom; it counts what it opens. */
public final class FakeVault implements SecretVault {

    private static final String END = "/end";

    int opened;

    @Override
    public SealedSecret seal(OrganizationId organizationId, Provider provider, ProviderSecret secret) {
        String text = place(organizationId, provider) + secret.value() + END;
        return new SealedSecret(Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public ProviderSecret open(OrganizationId organizationId, Provider provider, SealedSecret sealed) {
        opened++;
        String text = text(sealed);
        String place = place(organizationId, provider);
        if (!text.startsWith(place) || !text.endsWith(END)) {
            throw new SecretUnreadableException(organizationId, provider, null);
        }
        return new ProviderSecret(text.substring(place.length(), text.length() - END.length()));
    }

    private static String place(OrganizationId organizationId, Provider provider) {
        return organizationId.value() + "/" + provider.value() + "/";
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
