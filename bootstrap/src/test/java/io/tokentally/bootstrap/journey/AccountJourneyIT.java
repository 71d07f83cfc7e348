package io.tokentally.bootstrap.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Cookie;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;
import javax.imageio.ImageIO;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What people do to their own sign-in, and how somebody who is invited comes to have one. */
class AccountJourneyIT extends Journey {

    private static final String PERSON = "second@acme.example";
    private static final String OWNER = "owner@acme.example";
    private static final String SUMMARY = "/api/v1/usage/summary";
    private static final int SECRET_BYTES = 20;
    private static final Pattern SECRET = Pattern.compile("secret=([A-Z2-7]+)");

    @Autowired
    @Qualifier("ownerDataSource")
    private DataSource ownerDataSource;

    @AfterEach
    void takeBack() {
        owner().sql("DELETE FROM second_factors").update();
        owner().sql("DELETE FROM sessions WHERE kind = 'API_TOKEN'").update();
        owner().sql("DELETE FROM accounts WHERE login = 'ada@acme.example'").update();
    }

    private JdbcClient owner() {
        return JdbcClient.create(ownerDataSource);
    }

    @Test
    void aSecondFactorIsScannedOffThePageAndAskedForFromThenOn() throws Exception {
        Page page = signIn(page(), PERSON);
        page.navigate("/account");
        button(page, "Set up").click();
        Locator picture = page.getByLabel("QR code with the secret for your app");
        picture.waitFor();
        ShownPage.settle(page);
        byte[] secret = scan(picture);
        page.getByLabel("Code of the app").fill(code(secret, 0));
        button(page, "Confirm").click();
        assertThat(page.getByText("Your recovery codes").first()).isVisible();
        button(page, "I have kept them").click();
        assertThat(page.getByText("Recovery codes left: 10")).isVisible();

        Page elsewhere = page();
        submitSignIn(elsewhere, PERSON, "demo");
        elsewhere.waitForURL("**/login/code**");
        elsewhere.locator("[autocomplete=one-time-code]").fill(code(secret, 1));
        elsewhere.keyboard().press("Enter");
        elsewhere.waitForURL("**/api-usage**");
        assertThat(api.get(PERSON, "demo", SUMMARY).statusCode()).isEqualTo(401);
        assertThat(foreignRequests).isEmpty();
    }

    @Test
    void anApiTokenIsShownOnceWorksAndOpensNothingOnceItIsRevoked() throws Exception {
        Page page = signIn(page(), PERSON);
        page.navigate("/account");
        button(page, "New token").click();
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("nightly report");
        page.getByText("Read your own usage").click();
        button(page, "Make token").click();
        String token = page.locator("#tt-issued-token").textContent();
        button(page, "Done").click();
        assertThat(page.locator("#tt-issued-token")).hasCount(0);
        assertThat(page.getByText("nightly report").first()).isVisible();
        assertThat(page.content().contains(token)).isFalse();
        assertThat(api.byToken(token, SUMMARY).statusCode()).isEqualTo(200);

        page.getByLabel("Revoke nightly report").click();
        button(page, "Revoke").last().click();
        assertThat(page.getByText("nightly report")).hasCount(0);
        Thread.sleep(1_000);
        assertThat(api.byToken(token, SUMMARY).statusCode()).isEqualTo(401);
    }

    @Test
    void whoeverConfirmsThePasswordGoesOnByAnotherCookieAndTheOldOneOpensNothing() {
        Page page = signIn(page(), PERSON);
        Cookie before = session(page);
        owner().sql("UPDATE sessions SET authenticated_at = now() - interval '1 hour' WHERE user_id = ?")
                .param(PERSON)
                .update();
        page.navigate("/account");
        button(page, "New token").click();
        page.getByText("Is it still you?").waitFor();
        page.getByRole(
                        AriaRole.TEXTBOX,
                        new Page.GetByRoleOptions().setName("Password").setExact(true))
                .fill("demo");
        button(page, "Continue").click();
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("after a while");
        page.getByText("Read your own usage").click();
        button(page, "Make token").click();

        page.locator("#tt-issued-token").waitFor();
        button(page, "Done").click();
        assertThat(page.getByText("after a while").first()).isVisible();
        assertThat(session(page).value).isNotEqualTo(before.value);
        page.navigate("/api-usage");
        page.locator(".tt-metric").first().waitFor();
        Page thief = page();
        thief.context()
                .addCookies(Arrays.asList(new Cookie(before.name, before.value)
                        .setDomain(before.domain)
                        .setPath(before.path)));
        thief.navigate("/api-usage");
        thief.waitForURL("**/login**");
    }

    @Test
    void somebodyWhoIsInvitedJoinsByTheLinkOnceAndSignsIn() {
        Page page = signIn(page(), OWNER);
        page.navigate("/people");
        button(page, "Invite a person").click();
        page.getByLabel("Email").fill("ada@acme.example");
        button(page, "Invite").click();
        String link = page.locator("#tt-private-link").textContent();

        Page invited = page();
        invited.navigate(link);
        assertThat(invited.getByText("ada@acme.example").first()).isVisible();
        assertThat(invited.url()).doesNotContain("#");
        invited.getByLabel("Your name").fill("Ada Novak");
        invited.getByLabel("New password", new Page.GetByLabelOptions().setExact(true))
                .fill("a password of my own");
        invited.getByLabel("New password, once more").fill("a password of my own");
        button(invited, "Join").click();
        assertThat(invited.getByText("You belong to the organization now.").first())
                .isVisible();
        submitSignIn(invited, "ada@acme.example", "a password of my own");
        invited.waitForURL("**/api-usage**");

        Page again = page();
        again.navigate(link);
        assertThat(again.getByText("This link opens nothing any more")).isVisible();
        page.reload();
        assertThat(page.getByText("Ada Novak").first()).isVisible();
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Cookie session(Page page) {
        return page.context().cookies().stream()
                .filter(cookie -> cookie.name.equals("JSESSIONID"))
                .findFirst()
                .orElseThrow();
    }

    /** As the camera of a telephone sees it. */
    private static byte[] scan(Locator picture) throws Exception {
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(picture.screenshot()));
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        String uri = new QRCodeReader()
                .decode(new BinaryBitmap(
                        new HybridBinarizer(new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels))))
                .getText();
        assertThat(uri).startsWith("otpauth://totp/");
        Matcher secret = SECRET.matcher(uri);
        if (!secret.find()) {
            throw NotFoundException.getNotFoundInstance();
        }
        return base32(secret.group(1));
    }

    /** 160 bits by 5 are a whole number of letters. */
    private static byte[] base32(String text) {
        BigInteger number = text.chars()
                .map("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"::indexOf)
                .mapToObj(BigInteger::valueOf)
                .reduce(BigInteger.ONE, (all, five) -> all.shiftLeft(5).or(five));
        byte[] bytes = number.toByteArray();
        return Arrays.copyOfRange(bytes, bytes.length - SECRET_BYTES, bytes.length);
    }

    /** That of now, or so many before or after. */
    private static String code(byte[] secret, int offset) throws Exception {
        TimeBasedOneTimePasswordGenerator generator = new TimeBasedOneTimePasswordGenerator();
        return generator.generateOneTimePasswordString(
                new SecretKeySpec(secret, generator.getAlgorithm()),
                Instant.now().plus(generator.getTimeStep().multipliedBy(offset)));
    }
}
