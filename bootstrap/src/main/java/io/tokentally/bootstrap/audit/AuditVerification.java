package io.tokentally.bootstrap.audit;

import io.tokentally.application.port.in.audit.VerifyChainsUseCase;
import io.tokentally.domain.audit.ChainVerdict;
import io.tokentally.domain.audit.SignedHead;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code audit verify}: checks all audit chains, and tells a person what it found. */
public final class AuditVerification {

    private final VerifyChainsUseCase chains;
    private final PrintStream out;

    public AuditVerification(VerifyChainsUseCase chains, PrintStream out) {
        this.chains = chains;
        this.out = out;
    }

    /**
     * Checks, and prints a line for each chain.
     *
     * @param headFiles logs with lines of signed heads among others
     * @param formerKeys public keys of former master keys
     * @return whether every chain is intact
     * @throws UncheckedIOException if a file cannot be read
     * @throws VerifyChainsUseCase.SignatureUnknownException if a head was signed by none of the keys
     * @throws IllegalArgumentException if a former key is none, or a file holds no signed head
     */
    public boolean run(List<Path> headFiles, List<String> formerKeys) {
        List<SignedHead> heads = new ArrayList<>();
        headFiles.forEach(file -> heads.addAll(headsIn(file)));
        List<ChainVerdict> verdicts = chains.verify(heads, formerKeys);
        verdicts.stream().map(AuditVerification::sentence).forEach(out::println);
        if (verdicts.isEmpty()) {
            out.println("The audit log is empty.");
        }
        out.println("%d signed heads were compared. Heads are signed by the Ed25519 key %s"
                .formatted(heads.size(), chains.publicKey()));
        return verdicts.stream().allMatch(ChainVerdict.Intact.class::isInstance);
    }

    private static List<SignedHead> headsIn(Path file) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            List<SignedHead> heads =
                    lines.map(SignedHead::in).flatMap(Optional::stream).toList();
            if (heads.isEmpty()) {
                throw new IllegalArgumentException("%s holds no line with a signed head".formatted(file));
            }
            return heads;
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be read".formatted(file), e);
        }
    }

    private static String sentence(ChainVerdict verdict) {
        return switch (verdict) {
            case ChainVerdict.Intact intact ->
                "%s: intact up to entry %d, %d personal texts erased; hash %s"
                        .formatted(
                                name(intact.head().chain()),
                                intact.head().number(),
                                intact.erased(),
                                intact.head().hash());
            case ChainVerdict.Broken broken ->
                "%s: BROKEN at entry %d: %s"
                        .formatted(
                                name(broken.chain()),
                                broken.number(),
                                broken.fault().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        };
    }

    private static String name(String chain) {
        return chain.isEmpty() ? "installation" : "organization '" + chain + "'";
    }
}
