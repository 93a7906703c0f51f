"""What runs behind the probes of the follow-up sheets and of the signing bag."""

BEHIND: dict[str, str] = {
    "papers.follow_up.count_filled": "papers:follow-up-hypertension",
    "papers.follow_up.count_named": "papers:follow-up-hypertension-blank",
    "papers.follow_up.draw_blank": "papers:follow-up-hypertension-blank",
    "papers.follow_up.draw_filled": "papers:follow-up-hypertension",
    "papers.signing_bag.bag_facts": "papers:signing-bag",
    "papers.signing_bag.count_members": "papers:signing-bag",
    "papers.signing_bag.draw": "papers:signing-bag",
    "papers.visit_layout.Layout.filled": "papers:follow-up-hypertension",
    "papers.visit_layout.Seen": "papers:follow-up-hypertension",
    "store.signing_bags.households": "papers:signing-bag",
    "store.visit_rosters.cases": "papers:mental-supplement",
    "store.visit_rosters.checkups": "papers:checkup-sheet",
    "store.visit_rosters.count_examined": "papers:checkup-sheet",
    "store.visit_rosters.count_managed": "papers:mental-supplement",
    "store.visit_rosters.count_visited": "papers:follow-up-hypertension",
    "store.visit_rosters.unmanaged": "store.visit_rosters.people",
    "store.visit_rosters.visits": "papers:follow-up-hypertension",
}
"""By the consumer, the probe that runs it."""
