package io.tokentally.domain.access;

/** Viewers whose token their name tells: a database that these people are in knows it. */
public final class ViewerFixtures {

    private ViewerFixtures() {}

    public static Viewer viewer(String user, String organization, Role role) {
        return viewer(new UserId(user), new OrganizationId(organization), role);
    }

    public static Viewer viewer(UserId user, OrganizationId organization, Role role) {
        return new Viewer(user, organization, role, token(user));
    }

    public static ViewerToken token(UserId user) {
        return new ViewerToken(
                "token of " + (user.value().length() > 50 ? user.value().substring(0, 50) : user.value()));
    }
}
