from pathlib import Path

from app_harness import Clock, open_example, room


async def test_chosen_keys_theme_and_problems_reach_the_room(tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    text = 'theme = "light"\nbel = 1\n[keys]\n"count.next" = "j"\n"choice.sentiment" = "ctrl+e"\n"step.next" = "f11"\n'
    (tmp_path / "config" / "settings.toml").write_text(text, encoding="utf-8")
    async with room(open_example(tmp_path, Clock(), "define.count", "en")) as it:
        assert it.app.theme == "mlew-light"
        await it.until("settings.toml has problems")
        it.screen.set_focus(it.screen.board)
        await it.press("down")
        index = it.screen.state.index
        await it.press("n")
        assert it.screen.state.index == index
        await it.press("j")
        assert it.screen.state.index == index + 1
        assert "j Next post" in it.text()
        assert "F11 Next" in it.text()
        await it.at("listen.write")
        await it.press("f5")
        assert it.screen.state.draft == {}
        await it.press("ctrl+e")
        assert it.screen.state.draft == {"sentiment": "negative"}
        assert "^E Good/bad" in it.text()
        await it.press("f9")
        assert it.session.step.id == "listen.write"
        await it.press("f11")
        assert it.session.step.id == "listen.group"
