"""The forms: each module draws one kind of facts, ``draw(paper, facts)``, as sections of its own.

Several sheets go into one PDF by drawing them one after the other; ``people.draw_people`` adds the outline by
village and person.
"""
