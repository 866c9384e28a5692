planPlaces({
"bodies/b-4e4fddbb034e/": [
"上海市相关区人民政府",
"本规划1条",
"二（二）6第1段"
],
"bodies/district-governments/": [
"上海市各区人民政府",
"本规划10条：责任9、参与1",
"二（一）2第1段、二（二）4第1段、二（二）5第1段、二（三）8第1段、二（三）9第1段、二（四）13第1段等"
],
"bodies/shanghai-chemical-industry-park-administration/": [
"上海化学工业区管理委员会",
"本规划2条：责任1、参与1",
"二（二）5第1段、三（一）第1段"
],
"bodies/shanghai-communications-administration/": [
"上海市通信管理局",
"本规划5条：责任4、参与1",
"二（一）1第1段、二（二）7第1段、二（三）8第1段、二（三）10第1段、三（一）第1段"
],
"bodies/shanghai-cyberspace-affairs-office/": [
"中共上海市委网络安全和信息化委员会办公室",
"本规划2条：责任1、参与1",
"二（三）10第1段、三（一）第1段"
],
"bodies/shanghai-development-reform-commission/": [
"上海市发展和改革委员会",
"本规划5条：责任4、参与1；全库10条，见于2部规划",
"二（二）6第1段、二（三）9第1段、二（三）11第1段、三（一）第1段、三（三）第1段"
],
"bodies/shanghai-economy-informatization-commission/": [
"上海市经济和信息化委员会",
"本规划18条：责任17、参与1；全库35条，见于2部规划",
"二（一）1第1段、二（一）2第1段、二（一）3第1段、二（二）4第1段、二（二）5第1段、二（二）6第1段等"
],
"bodies/shanghai-education-commission/": [
"上海市教育委员会",
"本规划3条：责任2、参与1；全库6条，见于2部规划",
"二（一）3第1段、三（一）第1段、三（三）第1段"
],
"bodies/shanghai-finance-bureau/": [
"上海市财政局",
"本规划1条：参与1；全库5条，见于2部规划",
"三（一）第1段"
],
"bodies/shanghai-human-resources-social-security-bureau/": [
"上海市人力资源和社会保障局",
"本规划3条：责任2、参与1；全库4条，见于2部规划",
"二（一）3第1段、三（一）第1段、三（三）第1段"
],
"bodies/shanghai-lingang-special-area-administration/": [
"中国（上海）自由贸易试验区临港新片区管理委员会",
"本规划4条：责任3、参与1",
"二（二）5第1段、二（二）7第1段、二（三）9第1段、三（一）第1段"
],
"bodies/shanghai-local-financial-regulatory-administration/": [
"上海市地方金融监督管理局",
"本规划2条：责任1、参与1；全库4条，见于2部规划",
"二（四）13第1段、三（一）第1段"
],
"bodies/shanghai-market-regulation-administration/": [
"上海市市场监督管理局",
"本规划3条：责任2、参与1",
"二（三）11第1段、二（四）12第1段、三（一）第1段"
],
"bodies/shanghai-science-technology-commission/": [
"上海市科学技术委员会",
"本规划4条：责任3、参与1；全库13条，见于2部规划",
"二（一）1第1段、二（三）9第1段、二（三）11第1段、三（一）第1段"
],
"bodies/shanghai-state-assets-commission/": [
"上海市国有资产监督管理委员会",
"本规划6条：责任5、参与1；全库15条，见于2部规划",
"二（一）2第1段、二（一）3第1段、二（二）4第1段、二（四）14第1段、三（一）第1段、三（三）第1段"
],
"bodies/yangtze-delta-cooperation-office/": [
"长三角区域合作办公室",
"本规划3条：责任2、参与1",
"二（二）6第1段、三（一）第1段、三（四）第1段"
]
})
